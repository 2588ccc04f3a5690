# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

err-visit-closed = Ин боздид анҷом ёфтааст. Ҷавоби нав қабул намешавад; чизе тағйир наёфт.
rec-visit-closed = Агар чизе илова кардан лозим бошад, бо нишон додани сабаб боздидро боз кушоед.
err-visit-open = Ин боздид бе ин ҳам кушода аст.
err-visit-unknown-checklist = Дар ин боздид чунин варақаи санҷиш истифода намешавад.
rec-visit-unknown-checklist = Яке аз варақаҳоеро, ки дар оғози боздид муқаррар шудаанд, интихоб кунед.
err-visit-unknown-question = Дар варақа саволи «{ $question }» нест. Ҷавоб қабул нашуд.
rec-visit-unknown-question = Рақам ё номи саволро санҷед.
err-visit-unknown-section = Дар варақа чунин бахш нест.
err-visit-unknown-subject = { $subject } дар ин боздид нест. Ҷавоб қабул нашуд.
rec-visit-unknown-subject = Аввал шахс ё варақаи дастгиршударо илова кунед.
err-visit-other-kind-of-subject = Саволи «{ $question }» дар бораи { $subject } дода намешавад.
err-visit-takes-no-answer = «{ $question }» – матн барои хондан ё ҳисоб; ҷавоб лозим нест.
err-visit-wrong-kind =
    { $expected ->
        [integer] Ба саволи «{ $question }» адади бутун лозим.
        [decimal] Ба саволи «{ $question }» адад лозим.
        [choice] Дар саволи «{ $question }» аз рӯйхат як вариант бояд интихоб кард.
        [choices] Дар саволи «{ $question }» аз рӯйхат вариантҳо бояд интихоб кард.
        [moment] Ба саволи «{ $question }» сана ва вақт лозим.
        [date] Ба саволи «{ $question }» санаи бе вақт лозим.
       *[other] Ба саволи «{ $question }» матн лозим.
    }
err-visit-unknown-choice = Дар саволи «{ $question }» чунин вариант нест. Ҷавоб қабул нашуд.
rec-visit-unknown-choice = Вариантҳо: { $offered }
err-visit-no-link = Танҳо шахс (P-…) ва варақаи дастгиршударо (K-…) пайвастан мумкин.
err-visit-linked-already = Онҳо аллакай пайваст шудаанд.
err-visit-linked-elsewhere = Ин варақаи дастгиршуда аллакай бо { $person } пайваст аст.
rec-visit-linked-elsewhere = Агар он пайванд хато бошад, аввал онро гиред.
err-visit-not-linked = Онҳо пайваст нестанд.
err-visit-nothing-to-undo = Чизе барои бозпас гирифтан нест.
err-visit-nothing-to-redo = Чизе барои баргардондан нест.
err-visit-too-many-subjects = Дар ин боздид барои шахсон ё варақаҳо рақами холӣ намондааст.
err-visit-premises-are-there = Биноҳо бе ин ҳам ба ҳар боздид дохиланд.

err-visit-no-opening = Дар ин сабтҳо оғози боздид нест.
rec-visit-no-opening = Сабтҳо ҳамон тавр нигоҳ дошта шуданд. Аз ҳамкор хоҳиш кунед, ки боздидро пурра фиристад.
err-visit-checklist-missing = Боздид аз рӯи варақаи { $checklist }, нусхаи { $version } пур шудааст; матни он дар ин ҷо нест.
rec-visit-checklist-missing = Ҷавобҳо нигоҳ дошта шудаанд. Варақа ё бастаеро, ки он дар дохилаш аст, бор кунед.
err-visit-too-many-entries = Дар боздид сабтҳо бештар аз онанд, ки барнома якбора хонда тавонад.

visit-no-longer-apply = { $count } ҷавоб дигар ба ҳисоб намеравад. Он нигоҳ дошта шудааст.
visit-apply-again = { $count } ҷавоб боз ба ҳисоб меравад.
visit-marked-not-checked =
    { $count ->
        [0] Дар ин ҷо саволи холӣ намондааст.
       *[other] { $count } савол «санҷида нашуд» нишон карда шуд.
    }
visit-undone = Бозпас гирифта шуд: { $what }
visit-redone = Баргардонда шуд: { $what }
visit-step-answer = ҷавоби { $question }, { $subject }
visit-step-answers = { $count } ҷавоб, { $subject }
visit-step-subject = илова шуд: { $subject }
visit-step-link = пайванди { $person } ва { $record }
visit-step-unlink = гирифтани пайванди { $person } ва { $record }
visit-step-nothing = ҳеҷ чиз

visit-law-needs-review = санҷиши ҳуқуқшинос лозим: ҳуқуқшиноси кишвар насанҷидааст, чун қонун истинод кардан мумкин нест
visit-law-historical = дигар амал намекунад; барои ҳодисаҳои он вақт нигоҳ дошта шудааст

err-law-unreadable = Файли { $file } хонда намешавад: { $detail }
err-law-twice = Дар { $file } «{ $id }» бори дуюм муайян шудааст. Якумаш истифода мешавад.
err-law-ends-before-it-begins = { $file }: мӯҳлати «{ $id }» пеш аз оғоз тамом мешавад. Он истифода намешавад.
err-law-unknown-fact = { $file }: мӯҳлати «{ $id }» далели «{ $fact }»-ро номбар мекунад, ки дар facts.toml нест.
rec-law-defect = Файлро ислоҳ карда, барномаро аз нав оғоз кунед. То он вақт барнома бе он кор мекунад.

# Баҳоҳо: вақт, сарчашма, мӯҳлат, натиҷа, асос.

visit-duration = { $hours } соат { $minutes } дақ
visit-duration-hours = { $hours } соат
visit-duration-minutes = { $minutes } дақ
visit-elapsed-between = аз { $least } то { $most }
visit-elapsed-at-least = на кам аз { $least }
visit-elapsed-at-most = на зиёда аз { $most }
visit-elapsed-unknown = вақти номаълум
visit-limit-of-the-rule = мӯҳлати он рӯз дар файлҳои қонун нест; соатҳо аз қоидаи худи кафолат гирифта шуданд

visit-according-detained-person = ба гуфтаи шахси дастгиршуда
visit-according-staff = ба гуфтаи кормандон
visit-according-register = аз рӯи дафтар
visit-according-observation = аз рӯи мушоҳидаи гурӯҳ
visit-according-medical-record = аз рӯи ҳуҷҷатҳои тиббӣ
visit-according-video = аз рӯи сабти видеоӣ
visit-according-lawyer = ба гуфтаи адвокат
visit-according-family = ба гуфтаи хешовандон
visit-according-court-file = аз рӯи маводи судӣ

visit-result-compliant = риоя шудааст
visit-result-partly = қисман
visit-result-not-compliant = риоя нашудааст
visit-result-not-applicable = татбиқ намешавад
visit-result-not-known = муайян нашудааст

visit-reason-differs = { $reason } Сарчашмаҳо фарқ мекунанд: { $according } – { $elapsed }, ки «{ $result }» медиҳад.
visit-nothing-said = Дар ин бора ҳанӯз касе чизе нагуфтааст.
visit-no-apprehension = Вақти дастгиркунии воқеӣ гуфта нашудааст, бинобар ин мӯҳлатро ҳисоб кардан мумкин нест.

visit-sg03-complete = Протокол баъди { $elapsed } аз дастгиркунӣ тартиб дода шудааст ({ $according }), банди пуршуда: { $filled } аз { $fields }; мӯҳлат { $limit }.
visit-sg03-incomplete = Протокол баъди { $elapsed } аз дастгиркунӣ тартиб дода шудааст ({ $according }), дар мӯҳлат, вале танҳо { $filled } аз { $fields } банд пур аст.
visit-sg03-fields-not-known = Протокол баъди { $elapsed } аз дастгиркунӣ тартиб дода шудааст ({ $according }), дар мӯҳлат. Чанд банд пур будани он санҷида нашудааст.
visit-sg03-late = Протокол баъди { $elapsed } аз дастгиркунӣ тартиб дода шудааст ({ $according }); мӯҳлат { $limit }.
visit-sg03-imprecise = Вақт аз дастгиркунӣ то протокол: { $elapsed } ({ $according }); мӯҳлат { $limit }. Барои хулоса вақт ба қадри кофӣ дақиқ гуфта нашудааст.
visit-sg03-backwards = Мебарояд, ки протокол пеш аз дастгиркунӣ тартиб дода шудааст ({ $according }). Санаҳоро санҷед.
visit-sg03-disputed = Протокол баъди { $elapsed } аз дастгиркунӣ тартиб дода шудааст ({ $according }), аз рӯи вақти худи протокол бошад – баъди { $recorded }. Танҳо дафтар барои хулоса кофӣ нест.
visit-sg03-no-record = Протоколи дастгиркунӣ тартиб дода нашудааст ({ $according }).
visit-sg03-released-without-record = Бе тартиб додани протокол озод карда шудааст ({ $according }).
visit-sg03-no-record-time = Кай тартиб додани протоколи дастгиркунӣ муайян нашудааст.

visit-sg04-in-time = Хешовандон баъди { $elapsed } аз дастгиркунӣ огоҳ шудаанд ({ $told }); мӯҳлат { $limit }.
visit-sg04-late = Хешовандон баъди { $elapsed } аз дастгиркунӣ огоҳ шудаанд ({ $told }); мӯҳлат { $limit }.
visit-sg04-by-others = Хешовандон баъди { $elapsed } аз дастгиркунӣ фаҳмиданд ({ $told }), вале на аз кормандон ва на аз занги худи шахс.
visit-sg04-place-not-told = Хешовандон баъди { $elapsed } аз дастгиркунӣ огоҳ шудаанд ({ $told }), вале ҷои нигоҳдорӣ гуфта нашудааст.
visit-sg04-who-not-known = Хешовандон баъди { $elapsed } аз дастгиркунӣ фаҳмиданд ({ $told }); аз кӣ, муайян нашудааст.
visit-sg04-imprecise = Вақт аз дастгиркунӣ то огоҳ кардани хешовандон: { $elapsed } ({ $told }); мӯҳлат { $limit }. Барои хулоса вақт ба қадри кофӣ дақиқ гуфта нашудааст.
visit-sg04-backwards = Мебарояд, ки хешовандон пеш аз дастгиркунӣ огоҳ шудаанд ({ $told }). Санаҳоро санҷед.
visit-sg04-time-not-known = Хешовандон огоҳ шудаанд ({ $according }); кай, муайян нашудааст.
visit-sg04-not-told = Хешовандонро огоҳ накардаанд ({ $according }).
visit-sg04-only-call-denied = Барои занг задан имкон надодаанд ({ $according }); кормандон хешовандонро огоҳ карданд ё не, муайян нашудааст.
visit-sg04-not-recorded = Сабт дар бораи огоҳ кардани хешовандон нест. Огоҳ карданд ё не, муайян нашудааст.
visit-sg04-conflict = Хешовандонро огоҳ накардаанд ({ $denied }), вале огоҳ кардаанд ({ $according }). Танҳо дафтар ё сухани кормандон кофӣ нест; аз хешовандон ё адвокат пурсед.
visit-sg04-waived = Шахси дастгиршуда хоҳиш кардааст, ки касеро огоҳ накунанд ({ $according }).

visit-sg05-kept = Бо адвокат дар танҳоӣ ва то пурсиши якум вохӯрдааст ({ $according }).
visit-sg05-register-only = Бо адвокат дар танҳоӣ ва то пурсиши якум вохӯрдааст, вале танҳо { $according }. Инро касе, ки он ҷо буд, бояд тасдиқ кунад.
visit-sg05-after-questioning = Адвокатро танҳо баъди оғози пурсиши якум дидааст ({ $according }).
visit-sg05-not-private = Бо адвокат вохӯрдааст, вале дар танҳоӣ гап зада натавонист ({ $according }).
visit-sg05-not-of-choice = Адвокат пурсид, вале адвокатро муфаттиш интихоб кард ё навбатдорро фиристоданд ({ $according }).
visit-sg05-late = Бо адвокат баъди { $elapsed } аз дастгиркунӣ вохӯрдааст ({ $according }); мӯҳлат { $limit }.
visit-sg05-imprecise = Вақт аз дастгиркунӣ то вохӯрӣ бо адвокат: { $elapsed } ({ $according }); мӯҳлат { $limit }. Барои хулоса вақт ба қадри кофӣ дақиқ гуфта нашудааст.
visit-sg05-order-not-known = Бо адвокат вохӯрдааст ({ $according }); то пурсиши якум ё баъди он, муайян нашудааст.
visit-sg05-privacy-not-known = Бо адвокат то пурсиши якум вохӯрдааст ({ $according }); дар танҳоӣ ё не, муайян нашудааст.
visit-sg05-first-at-hearing = Адвокатро бори аввал дар мурофиаи судӣ ё дертар дидааст ({ $according }).
visit-sg05-never = Адвокатро ягон бор надидааст ({ $according }).
visit-sg05-conflict = Адвокатро надидааст ({ $denied }), вале вохӯрӣ буд ({ $according }).
visit-sg05-waived-with-lawyer = Аз адвокат дар ҳузури адвокат даст кашидааст ({ $according }): ҳимоя пешниҳод шудааст.
visit-sg05-waived-without-lawyer = Аз адвокат даст кашидааст, вале на дар ҳузури адвокат ({ $according }).
visit-sg05-waiver-not-known = Аз адвокат даст кашидааст ({ $according }); дар ҳузури кӣ, муайян нашудааст.

visit-sg06-not-questioned = Пурсиш накардаанд ({ $according }).
visit-sg06-whole = Адвокат дар тамоми пурсиши якум ҳузур дошт ({ $according }).
visit-sg06-part = Адвокат дар рафти пурсиши якум омад ({ $according }).
visit-sg06-as-witness = Бе адвокат, чун «шоҳид» пурсиш шудааст ({ $according }).
visit-sg06-as-talk = Бе адвокат, бо номи «суҳбат» пурсиш шудааст ({ $according }).
visit-sg06-as-explanation = Бе адвокат, бо номи «баёнот» пурсиш шудааст ({ $according }).
visit-sg06-without-lawyer = Пурсиши якум бе адвокат гузаштааст ({ $according }).
visit-sg06-waived-with-lawyer = Аз адвокат дар ҳузури адвокат даст кашидааст ({ $according }): ҳимоя пешниҳод шудааст, ба истифодаи он баҳо татбиқ намешавад.
visit-sg06-waived-without-lawyer = Дар пурсиш аз адвокат даст кашидааст, вале на дар ҳузури адвокат ({ $according }).
visit-sg06-waiver-not-known = Дар пурсиш аз адвокат даст кашидааст ({ $according }); дар ҳузури кӣ, муайян нашудааст.
visit-sg06-presence-not-known = Пурсиш карданд; адвокат буд ё не, муайян нашудааст.
visit-sg06-later-not-known = То омадани адвокат савол надодаанд; пурсиш умуман буд ва дар он адвокат буд ё не, муайян нашудааст.

visit-sg07-before-placement = То ҷойгиркунӣ дар танҳоӣ муоина шудааст, бо сабт ({ $according }).
visit-sg07-in-time = Баъди { $elapsed } аз дастгиркунӣ дар танҳоӣ муоина шудааст ({ $according }), бо сабт; мӯҳлат { $limit }.
visit-sg07-late = Танҳо баъди { $elapsed } аз дастгиркунӣ муоина шудааст ({ $according }); мӯҳлат { $limit }.
visit-sg07-imprecise = Вақт аз дастгиркунӣ то муоина: { $elapsed } ({ $according }); мӯҳлат { $limit }. Барои хулоса вақт ба қадри кофӣ дақиқ гуфта нашудааст.
visit-sg07-time-not-known = Муоина шудааст ({ $according }); кай, муайян нашудааст.
visit-sg07-how-not-known = Муоина шудааст ({ $according }); аз ҷониби кӣ, дар ҳузури кӣ ё бо кадом сабт, муайян нашудааст.
visit-sg07-police-present = Дар ҳузури милитсия муоина шудааст ({ $according }).
visit-sg07-feldsher = Танҳо фелдшери мақоми корҳои дохилӣ муоина кардааст ({ $according }).
visit-sg07-no-description = Муоина шудааст, вале ҷароҳатҳо тавсиф нашудаанд ({ $according }).
visit-sg07-injuries-not-recorded = Осори ҷароҳат намоён аст, вале сабт нашудааст ({ $according }).
visit-sg07-none = Духтур муоина накардааст ({ $according }).
visit-sg07-conflict = Духтур муоина накардааст ({ $denied }), вале муоина буд ({ $according }).

visit-sg11-in-time = Баъди { $elapsed } аз дастгиркунӣ шахсан ва бо адвокат назди судя бурда шудааст ({ $according }); мӯҳлат { $limit }.
visit-sg11-late = Баъди { $elapsed } аз дастгиркунӣ назди судя бурда шудааст ({ $according }); мӯҳлат { $limit }.
visit-sg11-within-48 = Баъди { $elapsed } аз дастгиркунӣ назди судя бурда шудааст ({ $according }): мӯҳлати миллӣ { $limit } гузаштааст, байналмилалӣ – не.
visit-sg11-from-record-only = Баъди { $elapsed } аз дастгиркунӣ назди судя бурда шудааст ({ $according }); мӯҳлати { $limit } танҳо аз протокол ҳисоб кунем, риоя шудааст.
visit-sg11-record-clock-only = Агар аз протокол ҳисоб кунем, мӯҳлат риоя шудааст. Вақти дастгиркунии воқеӣ муайян нашудааст.
visit-sg11-remote = Судя баъди { $elapsed } аз дастгиркунӣ баррасӣ кардааст ({ $according }), вале бе овардани худи шахс.
visit-sg11-no-lawyer = Баъди { $elapsed } аз дастгиркунӣ назди судя бурда шудааст ({ $according }), вале бе адвокат.
visit-sg11-hearing-not-known = Баъди { $elapsed } аз дастгиркунӣ назди судя бурда шудааст ({ $according }), дар мӯҳлат; шахсан ва бо адвокат ё не, муайян нашудааст.
visit-sg11-imprecise = Вақти баъди дастгиркунӣ: { $elapsed } ({ $according }); мӯҳлат { $limit }. Барои хулоса вақт ба қадри кофӣ дақиқ гуфта нашудааст.
visit-sg11-backwards = Мебарояд, ки мурофиа пеш аз дастгиркунӣ буд ({ $according }). Санаҳоро санҷед.
visit-sg11-time-not-known = Назди судя бурда шудааст; кай, муайян нашудааст.
visit-sg11-conflict = Назди судя набурдаанд ({ $denied }), вале бурдаанд ({ $according }).
visit-sg11-on-paper = Назди судя набурдаанд ({ $denied }), вале қарори суд ҳаст ({ $according }): бе овардани шахс ҳал шудааст.
visit-sg11-released = Баъди { $elapsed } аз дастгиркунӣ озод шудааст ({ $according }), то гузаштани мӯҳлати { $limit }.
visit-sg11-released-late = Баъди { $elapsed } аз дастгиркунӣ, судяро надида, озод шудааст ({ $according }); мӯҳлат { $limit }.
visit-sg11-released-without-record = Бе протокол ва бе мурофиа озод шудааст ({ $according }).
visit-sg11-still-waiting = Дар рӯзи боздид зери ҳабс { $elapsed } ({ $according }), судяро надидааст; мӯҳлат { $limit }.
visit-sg11-still-runs = Дар рӯзи боздид зери ҳабс { $elapsed } ({ $according }); мӯҳлати { $limit } ҳанӯз нагузаштааст.
visit-sg11-not-seen-yet = Судяро надидааст; чӣ қадар вақт гузашт, муайян нашудааст.
