# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

compliance-accounts-usual = әдеттегі рет
compliance-accounts-person = адамның өзі
compliance-accounts-register = құжаттар
compliance-accounts-any = кез келген
compliance-accounts-agree = бәрі келіскенде
compliance-trend-overlap = Кесінділер қиылысады: өзгеріс туралы сенімді қорытынды жоқ.
compliance-head-whose = Бағандар: { $by }   { $period }   Кімнің сөзі: { $accounts }
key-accounts = кімнің сөзі
