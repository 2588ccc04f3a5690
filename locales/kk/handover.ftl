# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

doctor-chain-gap = { $visit } баруы: { $device } құрылғысының { $after } мен { $before } нөмірлері арасындағы жазбалары жоқ.
doctor-chain-rewritten = { $visit } баруы: { $device } құрылғысының { $number } нөміріне дейін айтқаны кейін өзгертілген.
doctor-chain-twice = { $visit } баруы: { $device } құрылғысы { $number } нөмірін екі рет берген.
visit-digest = Осы барудың бақылау жолы: { $digest }
    Оны қағазға жазып алыңыз. Ол өзгермесе, мұнда ештеңе өзгертілмеген.
