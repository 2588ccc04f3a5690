# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

cli-hours = { $hours } соат { $minutes } дақ
word-source-detained_person = боздоштшуда
word-source-staff = кормандон
word-source-register = дафтар, протокол
word-source-observation = гурӯҳ дид
word-source-medical_record = сабти тиббӣ
word-source-video = видео
word-source-lawyer = адвокат
word-source-family = наздикон
word-source-court_file = маводи суд
word-compliance-C = риоя шудааст
word-compliance-P = қисман
word-compliance-N = риоя нашудааст
word-compliance-NA = татбиқ намешавад
word-compliance-NK = номаълум
