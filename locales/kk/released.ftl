# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

released-title = Бұрын жарияланғандар
key-released = бұрын жарияланған
released-looking = Оқып жатырмын…
