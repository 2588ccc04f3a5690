# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

doctor-chain-gap = Боздиди { $visit }: сабтҳои дастгоҳи { $device } байни рақами { $after } ва рақами { $before } нестанд.
doctor-chain-rewritten = Боздиди { $visit }: он чи дастгоҳи { $device } то рақами { $number } гуфта буд, баъдан тағйир дода шудааст.
doctor-chain-twice = Боздиди { $visit }: дастгоҳи { $device } рақами { $number }-ро ду бор додааст.
visit-digest = Сатри назоратии ин боздид: { $digest }
    Онро ба қоғаз нависед. То он тағйир наёбад, дар ин ҷо чизе тағйир дода нашудааст.
