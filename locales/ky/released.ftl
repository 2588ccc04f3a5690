# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

released-title = Мурда жарыялангандар
key-released = мурда жарыяланган
released-looking = Окуп жатам…
