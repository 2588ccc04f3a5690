# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

doctor-chain-gap = { $visit } баруусу: { $device } түзмөгүнүн { $after } менен { $before } номерлеринин ортосундагы жазуулары жок.
doctor-chain-rewritten = { $visit } баруусу: { $device } түзмөгүнүн { $number } номерине чейин айтканы кийин өзгөртүлгөн.
doctor-chain-twice = { $visit } баруусу: { $device } түзмөгү { $number } номерин эки жолу берген.
visit-digest = Бул баруунун текшерүү сабы: { $digest }
    Аны кагазга жазып алыңыз. Ал өзгөрбөсө, бул жерде эч нерсе өзгөртүлгөн эмес.
