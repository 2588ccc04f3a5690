# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

err-visit-closed = Бул баруу аяктаган. Жаңы жооп кабыл алынбайт; эч нерсе өзгөргөн жок.
rec-visit-closed = Бир нерсе кошуу керек болсо, себебин көрсөтүп, барууну кайра ачыңыз.
err-visit-open = Бул баруу ансыз да ачык.
err-visit-unknown-checklist = Бул барууда мындай текшерүү барагы колдонулбайт.
rec-visit-unknown-checklist = Баруу башталганда бекитилген барактардын бирин тандаңыз.
err-visit-unknown-question = Баракта «{ $question }» деген суроо жок. Жооп кабыл алынган жок.
rec-visit-unknown-question = Суроонун номерин же атын текшериңиз.
err-visit-unknown-section = Баракта мындай бөлүм жок.
err-visit-unknown-subject = { $subject } бул барууда жок. Жооп кабыл алынган жок.
rec-visit-unknown-subject = Адегенде адамды же кармоо карточкасын кошуңуз.
err-visit-other-kind-of-subject = «{ $question }» суроосу { $subject } жөнүндө берилбейт.
err-visit-takes-no-answer = «{ $question }» – окуу үчүн текст же эсеп; жооп керек эмес.
err-visit-wrong-kind =
    { $expected ->
        [integer] «{ $question }» суроосуна бүтүн сан керек.
        [decimal] «{ $question }» суроосуна сан керек.
        [choice] «{ $question }» суроосунда тизмеден бир вариант тандоо керек.
        [choices] «{ $question }» суроосунда тизмеден варианттарды тандоо керек.
        [moment] «{ $question }» суроосуна күнү жана убактысы керек.
        [date] «{ $question }» суроосуна убактысыз күнү керек.
       *[other] «{ $question }» суроосуна текст керек.
    }
err-visit-unknown-choice = «{ $question }» суроосунда мындай вариант жок. Жооп кабыл алынган жок.
rec-visit-unknown-choice = Мүмкүн болгон варианттар: { $offered }
err-visit-no-link = Адам (P-…) менен кармоо карточкасын (K-…) гана байланыштырса болот.
err-visit-linked-already = Алар ансыз да байланышкан.
err-visit-linked-elsewhere = Бул кармоо карточкасы { $person } менен байланышкан.
rec-visit-linked-elsewhere = Ал байланыш ката болсо, адегенде ошону алыңыз.
err-visit-not-linked = Алар байланышкан эмес.
err-visit-nothing-to-undo = Артка ала турган эч нерсе жок.
err-visit-nothing-to-redo = Кайтара турган эч нерсе жок.
err-visit-too-many-subjects = Бул барууда адамдарга же карточкаларга бош номер калган жок.
err-visit-premises-are-there = Жайлар ансыз да ар бир барууга кирет.

err-visit-no-opening = Бул жазууларда баруунун башталышы жок.
rec-visit-no-opening = Жазуулар ошол бойдон сакталды. Кесиптешиңизден барууну бүтүн жөнөтүүсүн сураныңыз.
err-visit-checklist-missing = Баруу { $checklist } барагы менен толтурулган, версиясы { $version }; анын тексти бул жерде жок.
rec-visit-checklist-missing = Жооптор сакталган. Баракты же ал бар пакетти жүктөңүз.
err-visit-too-many-entries = Барууда программа бир жолу окуй алгандан көп жазуу бар.

visit-no-longer-apply = { $count } жооп эми эсепке алынбайт. Ал сакталган.
visit-apply-again = { $count } жооп кайра эсепке алынат.
visit-marked-not-checked =
    { $count ->
        [0] Бул жерде бош суроо калган жок.
       *[other] { $count } суроо «текшерилген жок» деп белгиленди.
    }
visit-undone = Артка алынды: { $what }
visit-redone = Кайтарылды: { $what }
visit-step-answer = { $question } жообу, { $subject }
visit-step-answers = { $count } жооп, { $subject }
visit-step-subject = кошулду: { $subject }
visit-step-link = { $person } менен { $record } байланышы
visit-step-unlink = { $person } менен { $record } байланышын алуу
visit-step-nothing = эч нерсе

visit-law-needs-review = юрист текшериши керек: өлкөнүн юристи текшерген эмес, мыйзам катары шилтеме кылууга болбойт
visit-law-historical = эми күчүндө эмес; ошол мезгилдеги окуялар үчүн сакталган

err-law-unreadable = { $file } файлы окулбайт: { $detail }
err-law-twice = { $file } файлында «{ $id }» экинчи жолу аныкталган. Биринчиси колдонулат.
err-law-ends-before-it-begins = { $file }: «{ $id }» мөөнөтү баштала электе аяктайт. Ал колдонулбайт.
err-law-unknown-fact = { $file }: «{ $id }» мөөнөтү «{ $fact }» фактысын атайт, ал facts.toml файлында жок.
rec-law-defect = Файлды оңдоп, программаны кайра иштетиңиз. Ага чейин программа ансыз иштейт.

# Баалар: убакыт, булак, мөөнөт, жыйынтык, негиз.

visit-duration = { $hours } саат { $minutes } мүн
visit-duration-hours = { $hours } саат
visit-duration-minutes = { $minutes } мүн
visit-elapsed-between = { $least } менен { $most } аралыгы
visit-elapsed-at-least = кеминде { $least }
visit-elapsed-at-most = эң көбү { $most }
visit-elapsed-unknown = белгисиз убакыт
visit-limit-of-the-rule = ошол күндүн мөөнөтү мыйзам файлдарында жок; кепилдиктин өз эрежесиндеги сааттар алынды

visit-according-detained-person = кармалган адамдын айтымында
visit-according-staff = кызматкерлердин айтымында
visit-according-register = журнал боюнча
visit-according-observation = топтун өз байкоосу боюнча
visit-according-medical-record = медициналык документтер боюнча
visit-according-video = видеожазуу боюнча
visit-according-lawyer = адвокаттын айтымында
visit-according-family = туугандарынын айтымында
visit-according-court-file = сот материалдары боюнча

visit-result-compliant = сакталган
visit-result-partly = жарым-жартылай
visit-result-not-compliant = сакталган эмес
visit-result-not-applicable = колдонулбайт
visit-result-not-known = белгисиз

visit-reason-differs = { $reason } Булактар ар башка айтат: { $according } – { $elapsed }, мындан «{ $result }» чыгат.
visit-nothing-said = Бул жөнүндө азырынча эч ким эч нерсе айткан жок.
visit-no-apprehension = Иш жүзүндө кармалган убакыт айтылган эмес, ошондуктан мөөнөттү эсептөө мүмкүн эмес.

visit-sg03-complete = Протокол кармоодон { $elapsed } өткөндө түзүлгөн ({ $according }), толтурулган графалар: { $fields } ичинен { $filled }; мөөнөт { $limit }.
visit-sg03-incomplete = Протокол кармоодон { $elapsed } өткөндө түзүлгөн ({ $according }), мөөнөтүндө, бирок { $fields } графанын { $filled } гана толтурулган.
visit-sg03-fields-not-known = Протокол кармоодон { $elapsed } өткөндө түзүлгөн ({ $according }), мөөнөтүндө. Канча графа толтурулганы текшерилген эмес.
visit-sg03-late = Протокол кармоодон { $elapsed } өткөндө түзүлгөн ({ $according }); мөөнөт { $limit }.
visit-sg03-imprecise = Кармоодон протоколго чейинки убакыт: { $elapsed } ({ $according }); мөөнөт { $limit }. Жыйынтык чыгарууга убакыт жетиштүү так айтылган эмес.
visit-sg03-backwards = Протокол кармоодон мурун түзүлгөн болуп чыгат ({ $according }). Күндөрдү текшериңиз.
visit-sg03-disputed = Протокол кармоодон { $elapsed } өткөндө түзүлгөн ({ $according }), ал эми протоколдун өзүндөгү убакыт боюнча – { $recorded } өткөндө. Бир журнал жыйынтыкка жетишсиз.
visit-sg03-no-record = Кармоо протоколу түзүлгөн эмес ({ $according }).
visit-sg03-released-without-record = Протокол түзбөй бошотушкан ({ $according }).
visit-sg03-no-record-time = Кармоо протоколу качан түзүлгөнү белгисиз.

visit-sg04-in-time = Туугандарына кармоодон { $elapsed } өткөндө билдирилген ({ $told }); мөөнөт { $limit }.
visit-sg04-late = Туугандарына кармоодон { $elapsed } өткөндө билдирилген ({ $told }); мөөнөт { $limit }.
visit-sg04-by-others = Туугандары кармоодон { $elapsed } өткөндө билишкен ({ $told }), бирок кызматкерлерден да, адамдын өз чалуусунан да эмес.
visit-sg04-place-not-told = Туугандарына кармоодон { $elapsed } өткөндө билдирилген ({ $told }), бирок кайда кармалып турганы айтылган эмес.
visit-sg04-who-not-known = Туугандары кармоодон { $elapsed } өткөндө билишкен ({ $told }); кимден билгени белгисиз.
visit-sg04-imprecise = Кармоодон туугандарына билдиргенге чейинки убакыт: { $elapsed } ({ $told }); мөөнөт { $limit }. Жыйынтык чыгарууга убакыт жетиштүү так айтылган эмес.
visit-sg04-backwards = Туугандарына кармоодон мурун билдирилген болуп чыгат ({ $told }). Күндөрдү текшериңиз.
visit-sg04-time-not-known = Туугандарына билдирилген ({ $according }); качан экени белгисиз.
visit-sg04-not-told = Туугандарына билдирилген эмес ({ $according }).
visit-sg04-only-call-denied = Чалууга уруксат беришкен эмес ({ $according }); кызматкерлер туугандарына билдирдиби, белгисиз.
visit-sg04-not-recorded = Туугандарына билдирүү жөнүндө жазуу жок. Билдирилдиби, белгисиз.
visit-sg04-conflict = Туугандарына билдирилген эмес ({ $denied }), бирок билдирилген ({ $according }). Бир журнал же кызматкерлердин сөзү жетишсиз; туугандарынан же адвокаттан сураңыз.
visit-sg04-waived = Кармалган адам эч кимге билдирбөөнү суранган ({ $according }).

visit-sg05-kept = Адвокат менен биринчи суракка чейин жекеме-жеке жолуккан ({ $according }).
visit-sg05-register-only = Адвокат менен биринчи суракка чейин жекеме-жеке жолуккан, бирок { $according } гана. Муну ошол жерде болгон адам тастыкташы керек.
visit-sg05-after-questioning = Адвокатты биринчи сурак башталгандан кийин гана көргөн ({ $according }).
visit-sg05-not-private = Адвокат менен жолуккан, бирок жекеме-жеке сүйлөшө алган эмес ({ $according }).
visit-sg05-not-of-choice = Адвокат сураган, бирок адвокатты тергөөчү тандаган же нөөмөтчүнү жиберишкен ({ $according }).
visit-sg05-late = Адвокат менен кармоодон { $elapsed } өткөндө жолуккан ({ $according }); мөөнөт { $limit }.
visit-sg05-imprecise = Кармоодон адвокат менен жолугушууга чейинки убакыт: { $elapsed } ({ $according }); мөөнөт { $limit }. Жыйынтык чыгарууга убакыт жетиштүү так айтылган эмес.
visit-sg05-order-not-known = Адвокат менен жолуккан ({ $according }); биринчи суракка чейинби, белгисиз.
visit-sg05-privacy-not-known = Адвокат менен биринчи суракка чейин жолуккан ({ $according }); жекеме-жекеби, белгисиз.
visit-sg05-first-at-hearing = Адвокатты биринчи жолу сот отурумунда же андан кийин көргөн ({ $according }).
visit-sg05-never = Адвокатты бир да жолу көргөн эмес ({ $according }).
visit-sg05-conflict = Адвокатты көргөн эмес ({ $denied }), бирок жолугушуу болгон ({ $according }).
visit-sg05-waived-with-lawyer = Адвокаттан адвокаттын көзүнчө баш тарткан ({ $according }): коргоо сунушталган.
visit-sg05-waived-without-lawyer = Адвокаттан баш тарткан, бирок адвокаттын көзүнчө эмес ({ $according }).
visit-sg05-waiver-not-known = Адвокаттан баш тарткан ({ $according }); кимдин көзүнчө экени белгисиз.

visit-sg06-not-questioned = Суракка алынган эмес ({ $according }).
visit-sg06-whole = Адвокат биринчи сурактын башынан аягына чейин катышкан ({ $according }).
visit-sg06-part = Адвокат биринчи сурак жүрүп жатканда келген ({ $according }).
visit-sg06-as-witness = Адвокатсыз, «күбө» катары суракка алынган ({ $according }).
visit-sg06-as-talk = Адвокатсыз, «аңгеме» деген шылтоо менен суракка алынган ({ $according }).
visit-sg06-as-explanation = Адвокатсыз, «түшүндүрмө» деген шылтоо менен суракка алынган ({ $according }).
visit-sg06-without-lawyer = Биринчи сурак адвокатсыз өткөн ({ $according }).
visit-sg06-waived-with-lawyer = Адвокаттан адвокаттын көзүнчө баш тарткан ({ $according }): коргоо сунушталган, аны пайдаланууга баа колдонулбайт.
visit-sg06-waived-without-lawyer = Суракта адвокаттан баш тарткан, бирок адвокаттын көзүнчө эмес ({ $according }).
visit-sg06-waiver-not-known = Суракта адвокаттан баш тарткан ({ $according }); кимдин көзүнчө экени белгисиз.
visit-sg06-presence-not-known = Суракка алынган; адвокат болгонбу, белгисиз.
visit-sg06-later-not-known = Адвокат келгенче суроо берилген эмес; сурак болгонбу жана анда адвокат болгонбу, белгисиз.

visit-sg07-before-placement = Камерага киргизгенге чейин жекеме-жеке каралган, жазылган ({ $according }).
visit-sg07-in-time = Кармоодон { $elapsed } өткөндө жекеме-жеке каралган ({ $according }), жазылган; мөөнөт { $limit }.
visit-sg07-late = Кармоодон { $elapsed } өткөндө гана каралган ({ $according }); мөөнөт { $limit }.
visit-sg07-imprecise = Кармоодон медициналык кароого чейинки убакыт: { $elapsed } ({ $according }); мөөнөт { $limit }. Жыйынтык чыгарууга убакыт жетиштүү так айтылган эмес.
visit-sg07-time-not-known = Каралган ({ $according }); качан экени белгисиз.
visit-sg07-how-not-known = Каралган ({ $according }); ким, кимдин көзүнчө, кандай жазуу менен экени белгисиз.
visit-sg07-police-present = Милициянын көзүнчө каралган ({ $according }).
visit-sg07-feldsher = Ички иштер органынын фельдшери гана караган ({ $according }).
visit-sg07-no-description = Каралган, бирок жаракаттар сыпатталган эмес ({ $according }).
visit-sg07-injuries-not-recorded = Жаракаттын издери көрүнүп турат, бирок жазылган эмес ({ $according }).
visit-sg07-none = Дарыгер караган эмес ({ $according }).
visit-sg07-conflict = Дарыгер караган эмес ({ $denied }), бирок кароо болгон ({ $according }).

visit-sg11-in-time = Кармоодон { $elapsed } өткөндө сотко өзү, адвокат менен жеткирилген ({ $according }); мөөнөт { $limit }.
visit-sg11-late = Кармоодон { $elapsed } өткөндө сотко жеткирилген ({ $according }); мөөнөт { $limit }.
visit-sg11-within-48 = Кармоодон { $elapsed } өткөндө сотко жеткирилген ({ $according }): улуттук мөөнөт { $limit } ашып кеткен, эл аралык мөөнөт – жок.
visit-sg11-from-record-only = Кармоодон { $elapsed } өткөндө сотко жеткирилген ({ $according }); { $limit } мөөнөтү протоколдон эсептегенде гана сакталган.
visit-sg11-record-clock-only = Протоколдон эсептегенде мөөнөт сакталган. Иш жүзүндө кармалган убакыт белгисиз.
visit-sg11-remote = Судья кармоодон { $elapsed } өткөндө караган ({ $according }), бирок адамдын өзүн жеткирбей.
visit-sg11-no-lawyer = Кармоодон { $elapsed } өткөндө сотко жеткирилген ({ $according }), бирок адвокатсыз.
visit-sg11-hearing-not-known = Кармоодон { $elapsed } өткөндө сотко жеткирилген ({ $according }), мөөнөтүндө; өзүбү жана адвокат мененби, белгисиз.
visit-sg11-imprecise = Кармоодон өткөн убакыт: { $elapsed } ({ $according }); мөөнөт { $limit }. Жыйынтык чыгарууга убакыт жетиштүү так айтылган эмес.
visit-sg11-backwards = Отурум кармоодон мурун болгон болуп чыгат ({ $according }). Күндөрдү текшериңиз.
visit-sg11-time-not-known = Сотко жеткирилген; качан экени белгисиз.
visit-sg11-conflict = Сотко жеткирилген эмес ({ $denied }), бирок жеткирилген ({ $according }).
visit-sg11-on-paper = Сотко жеткирилген эмес ({ $denied }), ал эми соттун чечими бар ({ $according }): адамды жеткирбей чечилген.
visit-sg11-released = Кармоодон { $elapsed } өткөндө бошотулган ({ $according }), { $limit } мөөнөтү өткөнгө чейин.
visit-sg11-released-late = Кармоодон { $elapsed } өткөндө судьяны көрбөй бошотулган ({ $according }); мөөнөт { $limit }.
visit-sg11-released-without-record = Протоколсуз жана отурумсуз бошотулган ({ $according }).
visit-sg11-still-waiting = Баруу күнү камакта турганына { $elapsed } ({ $according }), судьяны көргөн эмес; мөөнөт { $limit }.
visit-sg11-still-runs = Баруу күнү камакта турганына { $elapsed } ({ $according }); { $limit } мөөнөтү азырынча өткөн жок.
visit-sg11-not-seen-yet = Судьяны көргөн эмес; канча убакыт өткөнү белгисиз.
