# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

help-draft = Бул тил – долбоор: текстти кыргыз тилин эне тили катары билген адис азырынча текшере элек. Орус жана англис тилдери толук даяр.
cli-drafts = Эне тилинде сүйлөгөн адис текшере элек долбоорлор: { $languages }
