# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

app-visits = { $count } боздид
app-both = { $first }. { $second }

## Дар миз чӣ нодуруст шуда метавонад
err-settings-not-written = Танзимотро навиштан муяссар нашуд. Он то пӯшидани барнома амал мекунад.
err-newer-program = Инро нусхаи навтари барнома навиштааст.
rec-newer-program = Чизе тағйир наёфт. Бо нусхаи навтар кушоед.
err-entry-unreadable = Як сабт кушода мешавад, вале фаҳмидан мумкин нест.
err-visit-contradicts = Сабтҳои ин боздид ба ҳамдигар мухолифанд.
rec-run-doctor = Чизе тағйир наёфт. «firsthours doctor»-ро иҷро карда, нусхаи ҷузвдони маҳзанро нигоҳ доред.
err-no-random = Система адади тасодуфӣ надод, бинобар ин ҳозир чизеро рамзгузорӣ кардан мумкин нест.
err-no-facility = Дар феҳрист муассисаи рамзаш «{ $code }» нест.
rec-no-facility = Рӯйхат: «firsthours facility list»; илова: «firsthours facility add».
err-facility-known = «{ $code }» аллакай дар феҳрист аст.
err-no-checklist = Варақаи санҷиши «{ $id }» нест.
rec-no-checklist = Рӯйхат: «firsthours checklist list».
err-pin-missing = Варақаи «{ $id }», ки ин боздид аз рӯи он пур шудааст, дар маҳзан нест.
err-no-visit = Рақами ягон боздид бо «{ $visit }» оғоз намешавад.
rec-no-visit = Рӯйхат: «firsthours visit list».
err-several-visits = Рақами якчанд боздид бо «{ $visit }» оғоз мешавад.
rec-several-visits = Аломатҳои бештари рақамро нишон диҳед.

## Сатрҳои «record»
err-line-json = Ин сатр объекти JSON-и мувофиқи шартнома нест (аломати { $column }).
err-line-source = Сарчашмаи «{ $text }» нест.
err-line-precision = Дақиқии «{ $text }» нест: exact, about, before, after.
err-line-checklist = Дар ин боздид варақаи «{ $text }» нест.
err-line-question = Барои ин шахс ё варақа саволи «{ $text }» нест.
err-line-subject = «{ $text }» мувофиқ нест: premises, P- бо рақам ё K- бо рақам лозим.
err-line-missing = Сабаби холӣ мондани «{ $text }» нест.
err-line-both = Дар сатр ё қимат ё сабаби холӣ мондан аст, на ҳарду.
err-line-no-value = Дар сатр на қимат ҳаст ва на сабаби холӣ мондан.
err-line-time = «{ $text }» на сана асту на вақт; мисол: 2011-07-05T21:00.
err-line-with-advice = { $what } { $advice }
err-one-visit = Ин экспорти як боздид аст.
rec-one-visit = Онро нишон диҳед: --visit.

## Баъди кушодан
open-read-only = Маҳзан танҳо барои хондан кушода шуд: ба ҷузвдон ё дискаш навиштан мумкин нест.
open-torn-end = Охири журнал канда буд ({ $bytes } байт). Он ба канор нусхабардорӣ шуд; дар он чизи тасдиқшуда набуд.
open-store-rebuilt = Нусхаи корӣ вайрон буд ё набуд, аз журнал аз нав сохта шуд. Чизе гум нашудааст.
open-store-left = Нусхаи кориро ҳозир истифода бурдан мумкин нест. Ҳамааш аз журнал хонда ва ба он навишта мешавад.
open-header-healed = Як нусхаи сарлавҳаи маҳзан вайрон буд ва аз нусхаи дигар аз нав навишта шуд.
open-healed = Ҷойҳои вайроне, ки аз нусхаи дуюм барқарор шуданд: { $count }. Чизе гум нашудааст.
open-lost-frames = Ҷойҳои вайрони журнал, ки хонда намешаванд: { $count }. «firsthours doctor»-ро иҷро карда, нусхаи ҷузвдони маҳзанро нигоҳ доред.
open-lacking = Сабтҳое, ки дар ягон нусха нестанд: { $count } (боздид: { $visits }). Ҳамаи дигар дар ҷояш аст. Нусхаи ҷузвдони маҳзанро нигоҳ доред.

## doctor чӣ ёфт
doctor-damaged-frames = Кадрҳои вайрон ё гумшудаи журнал: { $count }
doctor-lost-frames = Кадрҳое, ки пуррагии мазмунашонро нишон додан мумкин нест: { $count }
doctor-odd-frames = Кадрҳое, ки дар ҷои худ нестанд: { $count }
doctor-odd-pieces = Қисмҳои журнал бе оғози дуруст: { $count }
doctor-damaged-streams = Боздидҳое, ки нусхаи корӣ дода наметавонад: { $count }
doctor-unjournaled-streams = Боздидҳое, ки танҳо нусхаи корӣ пурра дода метавонад: { $count }
doctor-lacking = Сабтҳое, ки ягон нусха дода наметавонад: { $count }
doctor-damaged-headers = Нусхаҳои вайрони сарлавҳа: { $count }
err-vault-locked = Маҳзан қулф аст.
err-line-too-long = Сатр аз { $kib } КиБ дарозтар аст. Аз он чизе гирифта нашуд.
err-line-not-utf8 = Сатр бо рамзгузории UTF-8 нест. Аз он чизе гирифта нашуд: файлро бо UTF-8 диҳед.
err-line-control = Дар матн аломати идоракунӣ ҳаст, ки аз клавиатура навишта намешавад. Аз сатр чизе гирифта нашуд.
