# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

cli-hours = { $hours } с { $minutes } мүн
word-source-detained_person = кармалган киши
word-source-staff = кызматкерлер
word-source-register = журнал, протокол
word-source-observation = топ көргөн
word-source-medical_record = медициналык жазуу
word-source-video = видео
word-source-lawyer = адвокат
word-source-family = жакындары
word-source-court_file = сот материалдары
word-compliance-C = сакталган
word-compliance-P = жарым-жартылай
word-compliance-N = сакталган эмес
word-compliance-NA = колдонулбайт
word-compliance-NK = аныкталган эмес
