# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

app-visits = { $count } баруу
app-both = { $first }. { $second }

## Столдо эмне туура эмес болушу мүмкүн
err-settings-not-written = Жөндөөлөрдү жазуу мүмкүн болгон жок. Алар программа жабылганча гана күчүндө.
err-newer-program = Муну программанын жаңыраак версиясы жазган.
rec-newer-program = Эч нерсе өзгөргөн жок. Жаңыраак версия менен ачыңыз.
err-entry-unreadable = Бир жазуу ачылат, бирок аны түшүнүү мүмкүн эмес.
err-visit-contradicts = Бул баруунун жазуулары бири-бирине карама-каршы.
rec-run-doctor = Эч нерсе өзгөргөн жок. «firsthours doctor» аткарып, сактагычтын папкасынын көчүрмөсүн сактаңыз.
err-no-random = Система кокустук сан берген жок, ошондуктан азыр эч нерсени шифрлөө мүмкүн эмес.
err-no-facility = Реестрде «{ $code }» коду бар мекеме жок.
rec-no-facility = Тизме: «firsthours facility list»; кошуу: «firsthours facility add».
err-facility-known = «{ $code }» реестрде бар.
err-no-checklist = «{ $id }» текшерүү барагы жок.
rec-no-checklist = Тизме: «firsthours checklist list».
err-pin-missing = Бул баруу толтурулган «{ $id }» барагы сактагычта жок.
err-no-visit = Эч бир баруунун номери «{ $visit }» деп башталбайт.
rec-no-visit = Тизме: «firsthours visit list».
err-several-visits = Бир нече баруунун номери «{ $visit }» деп башталат.
rec-several-visits = Номердин көбүрөөк белгисин көрсөтүңүз.

## «record» саптары
err-line-json = Бул сап келишимге ылайык JSON объекти эмес ({ $column }-белги).
err-line-source = «{ $text }» булагы жок.
err-line-precision = «{ $text }» тактыгы жок: exact, about, before, after.
err-line-checklist = Бул барууда «{ $text }» барагы жок.
err-line-question = Бул адамга же карточкага «{ $text }» суроосу жок.
err-line-subject = «{ $text }» туура келбейт: premises, номери менен P- же номери менен K- керек.
err-line-missing = «{ $text }» деген бош калуу себеби жок.
err-line-both = Сапта же маани, же бош калуу себеби болот, экөө бирге эмес.
err-line-no-value = Сапта маани да, бош калуу себеби да жок.
err-line-time = «{ $text }» – күн да, убакыт да эмес; мисал: 2011-07-05T21:00.
err-line-with-advice = { $what } { $advice }
err-one-visit = Бул – бир баруунун экспорту.
rec-one-visit = Аны көрсөтүңүз: --visit.

## Ачкандан кийин
open-read-only = Сактагыч окуу үчүн гана ачылды: папкасына же дискке жазууга болбойт.
open-torn-end = Журналдын аягы үзүлгөн экен ({ $bytes } байт). Ал өзүнчө көчүрүлдү; анда тастыкталган эч нерсе болгон эмес.
open-store-rebuilt = Иштөө көчүрмөсү бузулган же жок экен, журналдан кайра түзүлдү. Эч нерсе жоголгон жок.
open-store-left = Иштөө көчүрмөсүн азыр колдонууга болбойт. Баары журналдан окулуп, журналга жазылат.
open-header-healed = Сактагычтын башынын бир көчүрмөсү бузулган экен, экинчисинен кайра жазылды.
open-healed = Экинчи көчүрмөдөн калыбына келтирилген бузук жерлер: { $count }. Эч нерсе жоголгон жок.
open-lost-frames = Журналда окулбай турган бузук жерлер: { $count }. «firsthours doctor» аткарып, сактагычтын папкасынын көчүрмөсүн сактаңыз.
open-lacking = Эки көчүрмөнүн эч биринде жок жазуулар: { $count } (баруу: { $visits }). Калганынын баары ордунда. Сактагычтын папкасынын көчүрмөсүн сактаңыз.

## doctor эмне тапты
doctor-damaged-frames = Журналдагы бузулган же жок кадрлар: { $count }
doctor-lost-frames = Мазмунунун бүтүндүгүн көрсөтүү мүмкүн эмес кадрлар: { $count }
doctor-odd-frames = Өз ордунда турбаган кадрлар: { $count }
doctor-odd-pieces = Журналдын туура башы жок бөлүктөрү: { $count }
doctor-damaged-streams = Иштөө көчүрмөсү бере албаган баруулар: { $count }
doctor-unjournaled-streams = Иштөө көчүрмөсү гана толук бере алган баруулар: { $count }
doctor-lacking = Эки көчүрмө тең бере албаган жазуулар: { $count }
doctor-damaged-headers = Баштын бузулган көчүрмөлөрү: { $count }
err-vault-locked = Сактагыч кулпуланган.
err-line-too-long = Сап { $kib } КиБ-тан узун. Андан эч нерсе алынган жок.
err-line-not-utf8 = Сап UTF-8 коддоосунда эмес. Андан эч нерсе алынган жок: файлды UTF-8 түрүндө бериңиз.
err-line-control = Текстте баскычтоптон терилбей турган башкаруу белгиси бар. Саптан эч нерсе алынган жок.
