# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

err-visit-closed = Бұл бару аяқталған. Жаңа жауап қабылданбайды; ештеңе өзгерген жоқ.
rec-visit-closed = Бірдеңе қосу керек болса, себебін көрсетіп, баруды қайта ашыңыз.
err-visit-open = Бұл бару онсыз да ашық.
err-visit-unknown-checklist = Бұл баруда мұндай тексеру парағы қолданылмайды.
rec-visit-unknown-checklist = Бару басталғанда бекітілген парақтардың бірін таңдаңыз.
err-visit-unknown-question = Парақта «{ $question }» деген сұрақ жоқ. Жауап қабылданбады.
rec-visit-unknown-question = Сұрақтың нөмірін немесе атын тексеріңіз.
err-visit-unknown-section = Парақта мұндай бөлім жоқ.
err-visit-unknown-subject = { $subject } бұл баруда жоқ. Жауап қабылданбады.
rec-visit-unknown-subject = Алдымен адамды немесе ұстау карточкасын қосыңыз.
err-visit-other-kind-of-subject = «{ $question }» сұрағы { $subject } туралы қойылмайды.
err-visit-takes-no-answer = «{ $question }» – оқуға арналған мәтін немесе есеп; жауап керек емес.
err-visit-wrong-kind =
    { $expected ->
        [integer] «{ $question }» сұрағына бүтін сан керек.
        [decimal] «{ $question }» сұрағына сан керек.
        [choice] «{ $question }» сұрағында тізімнен бір нұсқа таңдау керек.
        [choices] «{ $question }» сұрағында тізімнен нұсқалар таңдау керек.
        [moment] «{ $question }» сұрағына күні мен уақыты керек.
        [date] «{ $question }» сұрағына уақытсыз күні керек.
       *[other] «{ $question }» сұрағына мәтін керек.
    }
err-visit-unknown-choice = «{ $question }» сұрағында мұндай нұсқа жоқ. Жауап қабылданбады.
rec-visit-unknown-choice = Мүмкін нұсқалар: { $offered }
err-visit-no-link = Адам (P-…) мен ұстау карточкасын (K-…) ғана байланыстыруға болады.
err-visit-linked-already = Олар онсыз да байланысқан.
err-visit-linked-elsewhere = Бұл ұстау карточкасы { $person } адамымен байланысқан.
rec-visit-linked-elsewhere = Ол байланыс қате болса, алдымен соны алыңыз.
err-visit-not-linked = Олар байланыспаған.
err-visit-nothing-to-undo = Кері алатын ештеңе жоқ.
err-visit-nothing-to-redo = Қайтаратын ештеңе жоқ.
err-visit-too-many-subjects = Бұл баруда адамдарға немесе карточкаларға бос нөмір қалмады.
err-visit-premises-are-there = Үй-жайлар онсыз да әр баруға кіреді.

err-visit-no-opening = Бұл жазбаларда барудың басталуы жоқ.
rec-visit-no-opening = Жазбалар сол күйі сақталды. Әріптесіңізден баруды тұтас жіберуін сұраңыз.
err-visit-checklist-missing = Бару { $checklist } парағымен толтырылған, нұсқасы { $version }; оның мәтіні мұнда жоқ.
rec-visit-checklist-missing = Жауаптар сақталған. Парақты немесе ол бар пакетті жүктеңіз.
err-visit-too-many-entries = Баруда бағдарлама бірден оқи алатыннан көп жазба бар.

visit-no-longer-apply = { $count } жауап енді есепке алынбайды. Ол сақталған.
visit-apply-again = { $count } жауап қайтадан есепке алынады.
visit-marked-not-checked =
    { $count ->
        [0] Мұнда бос сұрақ қалған жоқ.
       *[other] { $count } сұрақ «тексерілмеді» деп белгіленді.
    }
visit-undone = Кері алынды: { $what }
visit-redone = Қайтарылды: { $what }
visit-step-answer = { $question } жауабы, { $subject }
visit-step-answers = { $count } жауап, { $subject }
visit-step-subject = қосылды: { $subject }
visit-step-link = { $person } мен { $record } байланысы
visit-step-unlink = { $person } мен { $record } байланысын алу
visit-step-nothing = ештеңе

visit-law-needs-review = заңгер тексеруі керек: елдің заңгері тексермеген, заң ретінде сілтеме жасауға болмайды
visit-law-historical = енді күшінде жоқ; сол кездегі оқиғалар үшін сақталған

err-law-unreadable = { $file } файлы оқылмайды: { $detail }
err-law-twice = { $file } файлында «{ $id }» екінші рет анықталған. Біріншісі қолданылады.
err-law-ends-before-it-begins = { $file }: «{ $id }» мерзімі басталмай тұрып аяқталады. Ол қолданылмайды.
err-law-unknown-fact = { $file }: «{ $id }» мерзімі «{ $fact }» фактісін атайды, ол facts.toml файлында жоқ.
rec-law-defect = Файлды түзетіп, бағдарламаны қайта іске қосыңыз. Оған дейін бағдарлама онсыз жұмыс істейді.

# Бағалар: уақыт, дереккөз, мерзім, нәтиже, негіз.

visit-duration = { $hours } сағ { $minutes } мин
visit-duration-hours = { $hours } сағ
visit-duration-minutes = { $minutes } мин
visit-elapsed-between = { $least } пен { $most } аралығы
visit-elapsed-at-least = кемінде { $least }
visit-elapsed-at-most = ең көбі { $most }
visit-elapsed-unknown = белгісіз уақыт
visit-limit-of-the-rule = сол күнгі мерзім заң файлдарында жоқ; кепілдіктің өз ережесіндегі сағаттар алынды

visit-according-detained-person = ұсталған адамның айтуынша
visit-according-staff = қызметкерлердің айтуынша
visit-according-register = журнал бойынша
visit-according-observation = топтың өз байқауы бойынша
visit-according-medical-record = медициналық құжаттар бойынша
visit-according-video = бейнежазба бойынша
visit-according-lawyer = адвокаттың айтуынша
visit-according-family = туыстарының айтуынша
visit-according-court-file = сот материалдары бойынша

visit-result-compliant = сақталған
visit-result-partly = ішінара
visit-result-not-compliant = сақталмаған
visit-result-not-applicable = қолданылмайды
visit-result-not-known = белгісіз

visit-reason-differs = { $reason } Дереккөздер әртүрлі айтады: { $according } – { $elapsed }, бұдан «{ $result }» шығады.
visit-nothing-said = Бұл туралы әлі ешкім ештеңе айтқан жоқ.
visit-no-apprehension = Іс жүзінде ұсталған уақыт айтылмаған, сондықтан мерзімді есептеу мүмкін емес.

visit-sg03-complete = Хаттама ұстаудан кейін { $elapsed } өткенде жасалған ({ $according }), толтырылған бағандар: { $fields } ішінен { $filled }; мерзім { $limit }.
visit-sg03-incomplete = Хаттама ұстаудан кейін { $elapsed } өткенде жасалған ({ $according }), мерзімінде, бірақ { $fields } бағанның тек { $filled } толтырылған.
visit-sg03-fields-not-known = Хаттама ұстаудан кейін { $elapsed } өткенде жасалған ({ $according }), мерзімінде. Неше баған толтырылғаны тексерілмеген.
visit-sg03-late = Хаттама ұстаудан кейін { $elapsed } өткенде жасалған ({ $according }); мерзім { $limit }.
visit-sg03-imprecise = Ұстаудан хаттамаға дейінгі уақыт: { $elapsed } ({ $according }); мерзім { $limit }. Қорытынды жасауға уақыт жеткілікті дәл айтылмаған.
visit-sg03-backwards = Хаттама ұстаудан бұрын жасалған болып шығады ({ $according }). Күндерді тексеріңіз.
visit-sg03-disputed = Хаттама ұстаудан кейін { $elapsed } өткенде жасалған ({ $according }), ал хаттаманың өзіндегі уақыт бойынша – { $recorded } өткенде. Бір журнал қорытындыға жеткіліксіз.
visit-sg03-no-record = Ұстау хаттамасы жасалмаған ({ $according }).
visit-sg03-released-without-record = Хаттама жасамай босатылған ({ $according }).
visit-sg03-no-record-time = Ұстау хаттамасы қашан жасалғаны белгісіз.

visit-sg04-in-time = Туыстарына ұстаудан кейін { $elapsed } өткенде хабарланған ({ $told }); мерзім { $limit }.
visit-sg04-late = Туыстарына ұстаудан кейін { $elapsed } өткенде хабарланған ({ $told }); мерзім { $limit }.
visit-sg04-by-others = Туыстары ұстаудан кейін { $elapsed } өткенде білген ({ $told }), бірақ қызметкерлерден де, адамның өз қоңырауынан да емес.
visit-sg04-place-not-told = Туыстарына ұстаудан кейін { $elapsed } өткенде хабарланған ({ $told }), бірақ қайда ұсталып отырғаны айтылмаған.
visit-sg04-who-not-known = Туыстары ұстаудан кейін { $elapsed } өткенде білген ({ $told }); кімнен білгені белгісіз.
visit-sg04-imprecise = Ұстаудан туыстарына хабарлауға дейінгі уақыт: { $elapsed } ({ $told }); мерзім { $limit }. Қорытынды жасауға уақыт жеткілікті дәл айтылмаған.
visit-sg04-backwards = Туыстарына ұстаудан бұрын хабарланған болып шығады ({ $told }). Күндерді тексеріңіз.
visit-sg04-time-not-known = Туыстарына хабарланған ({ $according }); қашан екені белгісіз.
visit-sg04-not-told = Туыстарына хабарланбаған ({ $according }).
visit-sg04-only-call-denied = Қоңырау шалуға рұқсат берілмеген ({ $according }); қызметкерлер туыстарына хабарлады ма, белгісіз.
visit-sg04-not-recorded = Туыстарына хабарлау туралы жазба жоқ. Хабарланды ма, белгісіз.
visit-sg04-conflict = Туыстарына хабарланбаған ({ $denied }), бірақ хабарланған ({ $according }). Бір журнал немесе қызметкерлердің сөзі жеткіліксіз; туыстарынан немесе адвокаттан сұраңыз.
visit-sg04-waived = Ұсталған адам ешкімге хабарламауды сұраған ({ $according }).

visit-sg05-kept = Адвокатпен алғашқы жауап алуға дейін оңаша кездескен ({ $according }).
visit-sg05-register-only = Адвокатпен алғашқы жауап алуға дейін оңаша кездескен, бірақ тек { $according }. Мұны сонда болған адам растауы керек.
visit-sg05-after-questioning = Адвокатты алғашқы жауап алу басталғаннан кейін ғана көрген ({ $according }).
visit-sg05-not-private = Адвокатпен кездескен, бірақ оңаша сөйлесе алмаған ({ $according }).
visit-sg05-not-of-choice = Адвокат сұраған, бірақ адвокатты тергеуші таңдаған немесе кезекшіні жіберген ({ $according }).
visit-sg05-late = Адвокатпен ұстаудан кейін { $elapsed } өткенде кездескен ({ $according }); мерзім { $limit }.
visit-sg05-imprecise = Ұстаудан адвокатпен кездесуге дейінгі уақыт: { $elapsed } ({ $according }); мерзім { $limit }. Қорытынды жасауға уақыт жеткілікті дәл айтылмаған.
visit-sg05-order-not-known = Адвокатпен кездескен ({ $according }); алғашқы жауап алуға дейін бе, белгісіз.
visit-sg05-privacy-not-known = Адвокатпен алғашқы жауап алуға дейін кездескен ({ $according }); оңаша ма, белгісіз.
visit-sg05-first-at-hearing = Адвокатты алғаш рет сот отырысында немесе одан кейін көрген ({ $according }).
visit-sg05-never = Адвокатты бірде-бір рет көрмеген ({ $according }).
visit-sg05-conflict = Адвокатты көрмеген ({ $denied }), бірақ кездесу болған ({ $according }).
visit-sg05-waived-with-lawyer = Адвокаттан адвокаттың көзінше бас тартқан ({ $according }): қорғау ұсынылған.
visit-sg05-waived-without-lawyer = Адвокаттан бас тартқан, бірақ адвокаттың көзінше емес ({ $according }).
visit-sg05-waiver-not-known = Адвокаттан бас тартқан ({ $according }); кімнің көзінше екені белгісіз.

visit-sg06-not-questioned = Жауап алынбаған ({ $according }).
visit-sg06-whole = Адвокат алғашқы жауап алудың басынан аяғына дейін қатысқан ({ $according }).
visit-sg06-part = Адвокат алғашқы жауап алу жүріп жатқанда келген ({ $according }).
visit-sg06-as-witness = Адвокатсыз, «куә» ретінде жауап алынған ({ $according }).
visit-sg06-as-talk = Адвокатсыз, «әңгіме» деген желеумен жауап алынған ({ $according }).
visit-sg06-as-explanation = Адвокатсыз, «түсініктеме» деген желеумен жауап алынған ({ $according }).
visit-sg06-without-lawyer = Алғашқы жауап алу адвокатсыз өткен ({ $according }).
visit-sg06-waived-with-lawyer = Адвокаттан адвокаттың көзінше бас тартқан ({ $according }): қорғау ұсынылған, оны пайдалануға баға қолданылмайды.
visit-sg06-waived-without-lawyer = Жауап алуда адвокаттан бас тартқан, бірақ адвокаттың көзінше емес ({ $according }).
visit-sg06-waiver-not-known = Жауап алуда адвокаттан бас тартқан ({ $according }); кімнің көзінше екені белгісіз.
visit-sg06-presence-not-known = Жауап алынған; адвокат болды ма, белгісіз.
visit-sg06-later-not-known = Адвокат келгенге дейін сұрақ қойылмаған; жауап алу болды ма және онда адвокат болды ма, белгісіз.

visit-sg07-before-placement = Камераға қамауға дейін оңаша қаралған, жазылған ({ $according }).
visit-sg07-in-time = Ұстаудан кейін { $elapsed } өткенде оңаша қаралған ({ $according }), жазылған; мерзім { $limit }.
visit-sg07-late = Ұстаудан кейін { $elapsed } өткенде ғана қаралған ({ $according }); мерзім { $limit }.
visit-sg07-imprecise = Ұстаудан медициналық қарауға дейінгі уақыт: { $elapsed } ({ $according }); мерзім { $limit }. Қорытынды жасауға уақыт жеткілікті дәл айтылмаған.
visit-sg07-time-not-known = Қаралған ({ $according }); қашан екені белгісіз.
visit-sg07-how-not-known = Қаралған ({ $according }); кім, кімнің көзінше, қандай жазбамен екені белгісіз.
visit-sg07-police-present = Полицияның көзінше қаралған ({ $according }).
visit-sg07-feldsher = Тек ішкі істер органының фельдшері қараған ({ $according }).
visit-sg07-no-description = Қаралған, бірақ жарақаттар сипатталмаған ({ $according }).
visit-sg07-injuries-not-recorded = Жарақат іздері көрініп тұр, бірақ жазылмаған ({ $according }).
visit-sg07-none = Дәрігер қарамаған ({ $according }).
visit-sg07-conflict = Дәрігер қарамаған ({ $denied }), бірақ қарау болған ({ $according }).

visit-sg11-in-time = Ұстаудан кейін { $elapsed } өткенде судьяға өзі, адвокатпен жеткізілген ({ $according }); мерзім { $limit }.
visit-sg11-late = Ұстаудан кейін { $elapsed } өткенде судьяға жеткізілген ({ $according }); мерзім { $limit }.
visit-sg11-within-48 = Ұстаудан кейін { $elapsed } өткенде судьяға жеткізілген ({ $according }): ұлттық мерзім { $limit } асып кеткен, халықаралық мерзім – жоқ.
visit-sg11-from-record-only = Ұстаудан кейін { $elapsed } өткенде судьяға жеткізілген ({ $according }); { $limit } мерзімі хаттамадан есептегенде ғана сақталған.
visit-sg11-record-clock-only = Хаттамадан есептегенде мерзім сақталған. Іс жүзінде ұсталған уақыт белгісіз.
visit-sg11-remote = Судья ұстаудан кейін { $elapsed } өткенде қараған ({ $according }), бірақ адамды өзін жеткізбей.
visit-sg11-no-lawyer = Ұстаудан кейін { $elapsed } өткенде судьяға жеткізілген ({ $according }), бірақ адвокатсыз.
visit-sg11-hearing-not-known = Ұстаудан кейін { $elapsed } өткенде судьяға жеткізілген ({ $according }), мерзімінде; өзі ме және адвокатпен бе, белгісіз.
visit-sg11-imprecise = Ұстаудан кейін өткен уақыт: { $elapsed } ({ $according }); мерзім { $limit }. Қорытынды жасауға уақыт жеткілікті дәл айтылмаған.
visit-sg11-backwards = Отырыс ұстаудан бұрын болған болып шығады ({ $according }). Күндерді тексеріңіз.
visit-sg11-time-not-known = Судьяға жеткізілген; қашан екені белгісіз.
visit-sg11-conflict = Судьяға жеткізілмеген ({ $denied }), бірақ жеткізілген ({ $according }).
visit-sg11-on-paper = Судьяға жеткізілмеген ({ $denied }), ал сот шешімі бар ({ $according }): адамды жеткізбей шешілген.
visit-sg11-released = Ұстаудан кейін { $elapsed } өткенде босатылған ({ $according }), { $limit } мерзімі өткенге дейін.
visit-sg11-released-late = Ұстаудан кейін { $elapsed } өткенде судьяны көрмей босатылған ({ $according }); мерзім { $limit }.
visit-sg11-released-without-record = Хаттамасыз және отырыссыз босатылған ({ $according }).
visit-sg11-still-waiting = Бару күні күзетте отырғанына { $elapsed } ({ $according }), судьяны көрмеген; мерзім { $limit }.
visit-sg11-still-runs = Бару күні күзетте отырғанына { $elapsed } ({ $according }); { $limit } мерзімі әлі өткен жоқ.
visit-sg11-not-seen-yet = Судьяны көрмеген; қанша уақыт өткені белгісіз.
