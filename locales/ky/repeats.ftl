# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

repeat-beyond = сандан ашык: сакталган, эсептелбейт
instances-title = Бир нече жолу суралганы
instances-new = + дагы бирөө: { $name }
instances-nothing-inside = Бул жерде сурай турган эчтеке жок.
instances-by-hand = N бирөөнү кошот. Del бирөөнү алып салат; анда айтылганы тарыхта калат, U кайтарат.
instances-counted = Канча экенине суроо жооп берет; көбүрөөк же азыраак керек болсо, ошол жоопту өзгөртүңүз.
instances-carrying = ↑ жана ↓ жылдырат, Space коёт, Esc ордунда калтырат.
instances-remove-no = калтыруу
instances-remove-yes = алып салуу
instances-removed = Алынып салынды. U баары менен кайтарат.
fill-no-repeat = Бул бөлүктө эчтеке бир нече жолу суралбайт.
key-instances = бир нечеси
key-new-instance = дагы бирөө
key-carry = көтөрүү
key-put-down = коюу
key-remove-instance = алып салуу
fill-instance = { $name } { $number } / { $count }   R: баары, дагы бирөө
fill-range = { $start } менен { $end } ортосундагы сан, кадам { $step }: териңиз же кийинкиси үчүн Space.
fill-rank = Ирети менен: тандоонун цифрасы аны кийинки кылып коёт; дагы бир басуу алып салат.
pick-choice = Тандоо:
finish-required = милдеттүү
