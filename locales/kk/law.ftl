# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

law-before = дейін: { $fact }
law-hours-number = { $hours } сағ
