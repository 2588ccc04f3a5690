# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

compliance-accounts-usual = тартиби оддӣ
compliance-accounts-person = худи шахс
compliance-accounts-register = ҳуҷҷатҳо
compliance-accounts-any = ҳар кадом
compliance-accounts-agree = ҳама мувофиқ
compliance-trend-overlap = Порчаҳо мебуранд: хулосаи боэътимод дар бораи тағйирот нест.
compliance-head-whose = Сутунҳо: { $by }   { $period }   Сухани кӣ: { $accounts }
key-accounts = сухани кӣ
