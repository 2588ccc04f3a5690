# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

released-title = Нашрҳои пешина
key-released = нашрҳои пешина
released-looking = Мехонам…
