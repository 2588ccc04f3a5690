# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

key-other-custody = басқа ұстау
custody-in-hand = { $name } / { $count }
custody-in-hand-wide = { $name } (ұстау { $number } / { $count })
custody-help = Адам бірнеше рет ұсталған. Әр ұстаудың өз уақыты, өз айырмашылықтары мен нәтижелері бар; Tab — келесісіне, біреуі туралы пікір басқасына көшпейді.
