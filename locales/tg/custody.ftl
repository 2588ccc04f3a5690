# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

key-other-custody = дастгирии дигар
custody-in-hand = { $name } аз { $count }
custody-in-hand-wide = { $name } (дастгирии { $number } аз { $count })
custody-help = Шахсро чанд бор дастгир кардаанд. Ҳар дастгирӣ вақти худ, тафовутҳо ва натиҷаҳои худро дорад; Tab — ба оянда, фикр дар бораи яке ба дигаре намегузарад.
