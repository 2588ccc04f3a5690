# Counts that are handed out: releases, what may not be published, counts that travel.

count-note-hidden-by = По правилам: в { $small } — число меньше { $threshold }; { $earlier } выдали бы такое число вместе с прежней публикацией; { $complement } выдали бы другое.
count-note-earlier = { $releases ->
    [one] Сверено с { $releases } прежней публикацией и сохранено для следующих.
   *[other] Сверено с { $releases } прежними публикациями и сохранено для следующих.
}
count-note-not-kept = Хранилище не может быть записано: эта публикация НЕ сохранена, и следующие с ней сверены не будут. Сохраните файл и в следующий раз назовите его через --former.
err-publish-few-in-places = Не выдано: по месту и времени, а меньше { $threshold } лиц или записей — в { $places }. Кто там работает, узнает, с кем говорили.
rec-publish-few-in-places = Уберите место или время, возьмите более долгий срок или не включайте эти места (--facility с остальными).
cli-released = { $when }  по: { $by }  с { $from } по { $to }: строк { $rows }, скрыто { $hidden }
cli-counts-passphrase = Парольная фраза сохранённых подсчётов:{" "}
cli-counts-own = { $file }: подсчитано на этом устройстве.
cli-counts-of = { $file }: подсчитано: { $name } ({ $words }).
cli-counts-of-old = { $file }: подсчитано: { $name }, но ключ БОЛЬШЕ НЕ ДЕЙСТВУЕТ ({ $words }). Спросите, прежде чем использовать.
cli-counts-unknown = { $file }: подписано ключом, которого здесь никто не знает ({ $words }). Сверьте слова с отправителем.

count-accounts-team = Чьи сведения учтены: вывод группы там, где она записала своё мнение или свою оценку с обоснованием; в остальном — обычный порядок.
compliance-accounts-team = вывод группы
