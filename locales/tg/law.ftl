# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

law-before = то: { $fact }
law-hours-number = { $hours } соат
