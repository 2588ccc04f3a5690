# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

help-draft = Ин забон лоиҳа аст: матнро ҳанӯз касе, ки забони модариаш тоҷикӣ аст, насанҷидааст. Забонҳои русӣ ва англисӣ пурра омодаанд.
cli-drafts = Лоиҳаҳое, ки ҳанӯз соҳибзабон насанҷидааст: { $languages }
