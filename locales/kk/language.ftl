# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

help-draft = Бұл тіл – жоба: мәтінді қазақ тілін ана тілі ретінде білетін маман әлі тексерген жоқ. Орыс және ағылшын тілдері толық дайын.
cli-drafts = Ана тілінде сөйлейтін маман әлі тексермеген жобалар: { $languages }
