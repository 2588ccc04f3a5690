# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

cli-hours = { $hours } сағ { $minutes } мин
word-source-detained_person = ұсталған адам
word-source-staff = қызметкерлер
word-source-register = журнал, хаттама
word-source-observation = топ көрді
word-source-medical_record = медициналық жазба
word-source-video = бейнежазба
word-source-lawyer = адвокат
word-source-family = туыстары
word-source-court_file = сот материалдары
word-compliance-C = сақталған
word-compliance-P = ішінара
word-compliance-N = сақталмаған
word-compliance-NA = қолданылмайды
word-compliance-NK = анықталмаған
