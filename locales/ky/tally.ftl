# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

compliance-accounts-usual = адаттагы ирет
compliance-accounts-person = кишинин өзү
compliance-accounts-register = документтер
compliance-accounts-any = каалаганы
compliance-accounts-agree = баары макул болсо
compliance-trend-overlap = Кесиндилер кесилишет: өзгөрүү жөнүндө ишенимдүү жыйынтык жок.
compliance-head-whose = Мамычалар: { $by }   { $period }   Кимдин сөзү: { $accounts }
key-accounts = кимдин сөзү
