# The chain of entries
doctor-chain-gap = Visit { $visit }: entries of device { $device } are missing between number { $after } and number { $before }.
doctor-chain-rewritten = Visit { $visit }: what device { $device } had said before number { $number } was changed afterwards.
doctor-chain-twice = Visit { $visit }: device { $device } gave number { $number } twice.
visit-digest = Digest of this visit: { $digest }
    Write it on paper. While it stays the same, nothing here was changed.
