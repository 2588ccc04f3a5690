# What the program says about the language it speaks.

help-draft = This language is a draft: no native speaker has checked its wording yet. English and Russian are complete.
cli-drafts = Drafts that no native speaker has checked: { $languages }
