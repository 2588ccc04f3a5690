# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

key-other-custody = башка кармоо
custody-in-hand = { $name } / { $count }
custody-in-hand-wide = { $name } (кармоо { $number } / { $count })
custody-help = Адам бир нече жолу кармалган. Ар бир кармоонун өз убактысы, өз айырмалары жана жыйынтыктары бар; Tab — кийинкисине, бири жөнүндөгү пикир башкасына өтпөйт.
