# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

app-visits = { $count } бару
app-both = { $first }. { $second }

## Үстелде не дұрыс болмауы мүмкін
err-settings-not-written = Баптауларды жазу мүмкін болмады. Олар бағдарлама жабылғанша ғана күшінде.
err-newer-program = Мұны бағдарламаның жаңарақ нұсқасы жазған.
rec-newer-program = Ештеңе өзгерген жоқ. Жаңарақ нұсқамен ашыңыз.
err-entry-unreadable = Бір жазба ашылады, бірақ оны түсіну мүмкін емес.
err-visit-contradicts = Бұл барудың жазбалары бір-біріне қайшы.
rec-run-doctor = Ештеңе өзгерген жоқ. «firsthours doctor» орындап, қойма қалтасының көшірмесін сақтаңыз.
err-no-random = Жүйе кездейсоқ сан бермеді, сондықтан қазір ештеңені шифрлау мүмкін емес.
err-no-facility = Тізілімде «{ $code }» коды бар мекеме жоқ.
rec-no-facility = Тізім: «firsthours facility list»; қосу: «firsthours facility add».
err-facility-known = «{ $code }» тізілімде бар.
err-no-checklist = «{ $id }» тексеру парағы жоқ.
rec-no-checklist = Тізім: «firsthours checklist list».
err-pin-missing = Осы бару толтырылған «{ $id }» парағы қоймада жоқ.
err-no-visit = Ешбір барудың нөмірі «{ $visit }» деп басталмайды.
rec-no-visit = Тізім: «firsthours visit list».
err-several-visits = Бірнеше барудың нөмірі «{ $visit }» деп басталады.
rec-several-visits = Нөмірдің көбірек таңбасын көрсетіңіз.

## «record» жолдары
err-line-json = Бұл жол шартқа сай JSON нысаны емес ({ $column }-таңба).
err-line-source = «{ $text }» дереккөзі жоқ.
err-line-precision = «{ $text }» дәлдігі жоқ: exact, about, before, after.
err-line-checklist = Бұл баруда «{ $text }» парағы жоқ.
err-line-question = Бұл адамға немесе карточкаға «{ $text }» сұрағы жоқ.
err-line-subject = «{ $text }» сай емес: premises, нөмірімен P- немесе нөмірімен K- керек.
err-line-missing = «{ $text }» деген бос қалу себебі жоқ.
err-line-both = Жолда не мән, не бос қалу себебі болады, екеуі бірге емес.
err-line-no-value = Жолда мән де, бос қалу себебі де жоқ.
err-line-time = «{ $text }» – күн де, уақыт та емес; мысал: 2011-07-05T21:00.
err-line-with-advice = { $what } { $advice }
err-one-visit = Бұл – бір барудың экспорты.
rec-one-visit = Оны көрсетіңіз: --visit.

## Ашқаннан кейін
open-read-only = Қойма тек оқуға ашылды: қалтасына немесе дискіге жазуға болмайды.
open-torn-end = Журналдың соңы үзілген екен ({ $bytes } байт). Ол бөлек көшірілді; онда расталған ештеңе болған жоқ.
open-store-rebuilt = Жұмыс көшірмесі бүлінген немесе жоқ екен, журналдан қайта құрылды. Ештеңе жоғалған жоқ.
open-store-left = Жұмыс көшірмесін қазір пайдалануға болмайды. Бәрі журналдан оқылып, журналға жазылады.
open-header-healed = Қойма тақырыбының бір көшірмесі бүлінген екен, екіншісінен қайта жазылды.
open-healed = Екінші көшірмеден қалпына келтірілген бүлінген орын: { $count }. Ештеңе жоғалған жоқ.
open-lost-frames = Журналда оқуға келмейтін бүлінген орын: { $count }. «firsthours doctor» орындап, қойма қалтасының көшірмесін сақтаңыз.
open-lacking = Екі көшірменің ешқайсысында жоқ жазба: { $count } (бару: { $visits }). Қалғанының бәрі орнында. Қойма қалтасының көшірмесін сақтаңыз.

## doctor не тапты
doctor-damaged-frames = Журналдағы бүлінген немесе жоқ кадрлар: { $count }
doctor-lost-frames = Мазмұнының бүтіндігін көрсету мүмкін емес кадрлар: { $count }
doctor-odd-frames = Өз орнында тұрмаған кадрлар: { $count }
doctor-odd-pieces = Журналдың дұрыс басы жоқ бөліктері: { $count }
doctor-damaged-streams = Жұмыс көшірмесі бере алмайтын барулар: { $count }
doctor-unjournaled-streams = Тек жұмыс көшірмесі толық бере алатын барулар: { $count }
doctor-lacking = Екі көшірме де бере алмайтын жазбалар: { $count }
doctor-damaged-headers = Тақырыптың бүлінген көшірмелері: { $count }
err-vault-locked = Қойма құлыпталған.
err-line-too-long = Жол { $kib } КиБ-тан ұзын. Одан ештеңе алынбады.
err-line-not-utf8 = Жол UTF-8 кодтауында емес. Одан ештеңе алынбады: файлды UTF-8 түрінде беріңіз.
err-line-control = Мәтінде пернетақтадан терілмейтін басқару таңбасы бар. Жолдан ештеңе алынбады.
