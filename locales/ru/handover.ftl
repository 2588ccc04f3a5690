# Цепочка записей
doctor-chain-gap = Посещение { $visit }: пропали записи устройства { $device } между номером { $after } и номером { $before }.
doctor-chain-rewritten = Посещение { $visit }: то, что устройство { $device } записало до номера { $number }, потом изменили.
doctor-chain-twice = Посещение { $visit }: устройство { $device } дало номер { $number } дважды.
visit-digest = Контрольная строка посещения: { $digest }
    Запишите её на бумаге: пока она та же, в посещении ничего не изменено.

# Передача: почему посылка не принята
err-bundle-unreadable = Файл не читается, или это не файл.
rec-bundle-unreadable = Проверьте путь и подключён ли диск.
err-bundle-too-large = Посылка слишком велика.
rec-bundle-too-large = Передавайте меньше посещений за раз: несколько небольших посылок содержат то же самое.
err-bundle-damaged = Это не посылка, или она обрезана либо изменена по дороге. Из неё ничего не взято, здесь ничего не изменилось.
rec-bundle-damaged = Попросите отправителя сделать её заново и заново скопировать.
err-bundle-not-for-us = Посылка зашифрована для других. Здесь её не открыть.
rec-bundle-not-for-us = Передайте отправителю ключ этого устройства (bundle key) и попросите посылку снова.
err-bundle-passed-on = Отправитель сделал эту посылку для другого, а кто-то переслал её сюда. Из неё ничего не взято.
rec-bundle-passed-on = Попросите у отправителя посылку для себя.
err-bundle-not-signed = Подпись не подходит: посылка не от того, кто указан. Из неё ничего не взято.
err-bundle-newer = Посылка сделана более новой программой.
rec-bundle-newer = Обновите программу здесь, затем примите посылку.
err-bundle-unknown-sender = Посылка не подписана контактом с действующим ключом. Из неё ничего не взято.
rec-bundle-unknown-sender = Сверьте слова ключа с отправителем по телефону и внесите контакт; или примите всё равно, с --accept-unknown.
err-bundle-practice = Учебные и настоящие данные не смешиваются. Ничего не принято.
rec-bundle-practice = Учебные посылки принимайте в учебное хранилище.
err-bundle-checklist = Нет одной из анкет посылки, или она не та, за которую себя выдаёт. Ничего не принято.
err-bundle-gap = Посылка продолжает то, чего здесь нет: не хватает более ранних записей. Ничего не принято.
rec-bundle-gap = Сначала примите более раннюю посылку или попросите посещение целиком.
err-bundle-rewritten = Посылка противоречит тому, что то же устройство записало раньше: его прошлое изменили или хранилище вернули в прежнее состояние. Ничего не принято; всё, что здесь, осталось.
rec-bundle-rewritten = Спросите отправителя, не восстанавливал ли он копию, и сохраните и посылку, и это хранилище.
err-bundle-in-our-name = В посылке записи от имени этого устройства, которых оно не делало. Ничего не принято.
rec-bundle-in-our-name = Если хранилище восстановлено из копии, восстановите последнюю. Иначе не доверяйте отправителю.
err-bundle-no-visit = Из записей посылки не складывается посещение. Ничего не принято.
err-bundle-no-recipient = Не указано, для кого посылка.
rec-bundle-no-recipient = Укажите контакт или ключ, который печатает «bundle key».
err-bundle-no-such-recipient = «{ $text }» – не контакт и не ключ.
err-bundle-key-not-good = Ключ { $name } отозван или его срок прошёл. Для него ничего не зашифровано.
rec-bundle-key-not-good = Попросите новый ключ и внесите его.
err-no-contact = Контакта «{ $name }» нет.
err-contact-there = Такой контакт или ключ уже внесён: { $name }.
err-contact-no-name = Контакту нужно короткое имя из букв и цифр: код, например M-4.
err-contact-no-key = Это не ключ, или в нём неверная буква.
rec-contact-no-key = Скопируйте целиком строку, которую «bundle key» печатает на устройстве коллеги.
err-nothing-imported = Нет принятой посылки, которую можно вернуть.
err-import-worked-on = В посещение, которое пришло с посылкой, здесь уже что-то записали. Она не возвращена.
rec-import-worked-on = Неверное в нём можно исправить ответ за ответом.

# Передача: что говорят команды
bundle-own-key = Ключ этого устройства:
bundle-own-words = Его слова, чтобы сверить по телефону: { $words }
bundle-made = Записано: { $file }, { $kib } КиБ, { $visits ->
        [one] { $visits } посещение
        [few] { $visits } посещения
       *[other] { $visits } посещений
    }, { $entries ->
        [one] { $entries } запись
        [few] { $entries } записи
       *[other] { $entries } записей
    }. Открыть могут только получатели.
bundle-receipt-made = Расписка записана: { $file }, { $visits ->
        [one] { $visits } посещение
        [few] { $visits } посещения
       *[other] { $visits } посещений
    }.
bundle-from-known = От { $name } ({ $by }), сделано { $made }.
bundle-from-own = Сделано на этом устройстве, { $made }.
bundle-from-unknown = Отправитель неизвестен (назвался { $by }), сделано { $made }. Слова ключа подписи: { $words }
bundle-from-expired = От { $name } ({ $by }), сделано { $made }; ключ действовал только до { $until }.
bundle-from-revoked = От { $name } ({ $by }), сделано { $made }; этот ключ ОТОЗВАН.
bundle-visit-line = { $visit }  { $facility }  есть { $same }, новых { $new }, расходятся { $differ }
bundle-visit-new = { $visit }  { $facility }  новое: { $new ->
        [one] { $new } запись
        [few] { $new } записи
       *[other] { $new } записей
    }
bundle-differs = { $subject }  { $question }  { $source }
bundle-account = { $by }, { $time }: { $answer }
bundle-clock = Часы отправителя спешат относительно здешних на { $minutes } мин или больше.
bundle-nothing-new = Всё из посылки здесь уже есть. Ничего не изменилось.
bundle-would = Пока ничего не изменилось. Принять: bundle merge.
bundle-merged = Принято: { $new ->
        [one] { $new } новая запись
        [few] { $new } новые записи
       *[other] { $new } новых записей
    }, { $visits ->
        [one] { $visits } посещение
        [few] { $visits } посещения
       *[other] { $visits } посещений
    }. Вернуть назад: bundle undo.
bundle-to-settle = { $count ->
        [one] Расходится { $count } ответ
        [few] Расходятся { $count } ответа
       *[other] Расходятся { $count } ответов
    }: сохранены обе версии. Они в списке незаконченного, пока Вы не скажете, какая верна.
bundle-undone = Посылка от { $from } возвращена ({ $visits ->
        [one] { $visits } посещение
        [few] { $visits } посещения
       *[other] { $visits } посещений
    }). Её можно принять снова.
bundle-held-all = { $visit }  у { $from } есть всё, сообщено { $made }
bundle-held-lacking = { $visit }  у { $from } не хватает { $lacking ->
        [one] { $lacking } записи
       *[other] { $lacking } записей
    }, сообщено { $made }
bundle-held-not-here = { $visit }  есть у { $from }, здесь его нет
bundle-held-nothing = Никто из коллег ещё не сообщил, что дошло.
contact-line = { $name }  { $words }  { $state }
contact-good = действует
contact-good-until = действует до { $until }
contact-expired = истёк { $until }
contact-revoked = ОТОЗВАН
contact-none = Контактов пока нет.
contact-added = Внесён: { $name }. Слова ключа: { $words }. Сверьте их по телефону, прежде чем полагаться.
contact-removed = Убран: { $name }.
contact-was-revoked = Отозван: { $name }. Посылки с этой подписью так и показываются и не принимаются.

# Экраны передачи
home-hand-over = Передать, принять
contacts-title = Передать и принять
contacts-help = Enter – передать посещения выбранному коллеге; 1 – принять то, что сделал коллега; 2 – внести коллегу.
contacts-help-words = Шесть слов обозначают ключ. Прочитайте их друг другу по телефону: если совпали, ключ верный.
contacts-own = Слова вашего ключа: { $words }
contacts-none = Коллег пока нет. Запишите свой ключ в файл (3), передайте им и внесите их ключи (2).
contacts-entered = Внесён: { $name }. Теперь сверьте слова ключа по телефону.
contacts-first = Сначала внесите коллегу.
contacts-held = Сообщено { $made }: целиком есть { $whole ->
        [one] { $whole } посещение
        [few] { $whole } посещения
       *[other] { $whole } посещений
    }, { $lacking ->
        [0] частичных нет.
        [one] не всё есть из { $lacking } посещения.
       *[other] не всё есть из { $lacking } посещений.
    }
contacts-held-nothing = Расписки нет: что туда дошло, неизвестно.
contacts-revoke = Ключ { $name } больше не действует? Посылки с этой подписью не будут приняты.
contacts-revoke-no = Действует, оставить
contacts-revoke-yes = Отозвать ключ
contacts-new-title = Новый коллега
contacts-new-help = Код, не имя. Ключ – одна длинная строка, начинается с age1; подойдёт и файл с ней.
contacts-new-which = Короткий код коллеги и ключ: вставьте строку или наберите путь к файлу с ключом.
contacts-new-name = Код
contacts-new-key = Ключ, файл
give-title = Передать
give-help = Пробел отмечает посещения; без отметок уйдёт выбранное. Tab – к папке. Имя файла ни о чём не говорит.
give-visits = Для { $name }: какие посещения?
give-receipt = Для { $name }: расписка о том, что из посещений здесь есть. Ответов в ней нет.
give-key = Ваш ключ, для коллег. Его слова: { $words }
give-folder = В папку:
give-only-recipient = Открыть файл может только получатель. Имя и размер файла ни о чём не говорят.
give-key-written = Записано: { $file }. Тайны в нём нет; пусть коллега сверит слова по телефону.
import-title = Принять
import-help = Путь к файлу, который сделал коллега. Ничего не изменится, пока Вы не увидите, что в нём.
import-which = Файл коллеги (посылка или расписка) или вопросник (.xlsx):
import-nothing-yet = Сначала он читается и проверяется. Ничего не изменится без Вашего согласия.
import-stranger = Отправитель – не знакомый коллега с действующим ключом. Принять всё равно?
import-stranger-no = Нет: сначала сверить слова по телефону
import-stranger-yes = Да, я знаю, кто это сделал
merge-title = Принять
merge-help = О том, что совпадает, не спрашивается; то, что есть только у коллеги, принимается. Где у одного источника две версии, Вы говорите, какая верна.
merge-help-accounts = 1 – остаётся здешнее, 2 – пришедшее, 3 – обе (слова в одном ответе, иначе рядом), 0 – позже: останутся обе, и посещение напомнит, пока это не решено.
merge-counts = совпало { $same }, новых { $new }, расходятся { $differ }
merge-visit-line = { $facility }: совпало { $same }, новых { $new }, расходятся { $differ }
merge-visit-new = { $facility }: посещения здесь ещё нет, { $new ->
        [one] { $new } запись
        [few] { $new } записи
       *[other] { $new } записей
    }
merge-held-all = У коллеги есть всё по одному посещению.
merge-held-lacking = У коллеги не хватает по посещению: { $lacking ->
        [one] { $lacking } запись
        [few] { $lacking } записи
       *[other] { $lacking } записей
    }.
merge-held-not-here = У коллеги есть посещение, которого здесь нет.
merge-question = вопрос
merge-here = здесь
merge-file = файл
merge-both = обе
merge-later = позже
merge-take = взять
merge-choices = 1 здесь  2 файл  3 обе  0 позже.  Enter: принять. До этого ничего не меняется; одно U вернёт всю посылку.
merge-done = Принято: { $new ->
        [one] { $new } запись
        [few] { $new } записи
       *[other] { $new } записей
    }, { $visits ->
        [one] { $visits } посещение
        [few] { $visits } посещения
       *[other] { $visits } посещений
    }. U вернёт всё принятое.
merge-taken-back = Возвращено. Файл можно принять снова.
finish-two-accounts = две версии
history-title = Кто что сказал
history-help = От первого слова до последнего. Отменённое остаётся здесь с пометкой.
history-nothing = Здесь ещё ничего не записано.
history-taken-back = отменено
history-opened = Посещение начато.
history-undone = Шаг отменён или возвращён.
history-closed = Посещение завершено.
history-reopened = Открыто снова: { $why }
history-emptied = (очищено)

key-hand-over-doc = Зашифрованные файлы для коллег и от них.
key-history = история
key-history-doc = Кто что сказал и когда, от первого слова до последнего.
key-give = передать
key-give-doc = Записать посещения для выбранного коллеги.
key-import = принять
key-import-doc = Принять файл, который сделал коллега.
key-new-contact = новый коллега
key-new-contact-doc = Внести коллегу с ключом.
key-write-key = мой ключ
key-write-key-doc = Записать ключ этого устройства в файл, для коллег.
key-receipt = расписка
key-receipt-doc = Записать для выбранного коллеги, что из посещений здесь есть.
key-revoke = отозвать
key-revoke-doc = Ключ выбранного коллеги больше не действует.
key-enter-contact = внести
key-enter-contact-doc = Внести коллегу; с кода переходит к ключу.
key-write-bundle = записать
key-write-bundle-doc = Записать файл.
key-give-pane = посещения, папка
key-give-pane-doc = От посещений к папке и обратно.
key-read-bundle = прочитать
key-read-bundle-doc = Прочитать и проверить файл. Пока ничего не меняется.
key-take-in = принять
key-take-in-doc = Принять всё, с тем, что Вы выбрали.
key-take-back = вернуть
key-take-back-doc = Вернуть назад всю посылку.

settings-pin = PIN скрытого экрана
settings-pin-about = 4–6 цифр, затем Enter. Ими открывается скрытый экран; после трёх ошибок и через минуту – только паролем. Без PIN любая клавиша на скрытом экране запирает. Del убирает его. Он лежит в хранилище зашифрованным.
settings-pin-set = задан
settings-pin-none = нет
settings-pin-kept = PIN теперь действует.
settings-pin-gone = PIN больше нет.
settings-pin-length = В PIN от 4 до 6 цифр.
