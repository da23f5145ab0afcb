-- Items of the last 30 days, as moderations would have made them: a tenth waits, and every twentieth text
-- is another tenant's.
insert into review_item (id, tenant, application, digest, joins, created, latest, expires, occurrences,
  direction, language, severity, categories, safe, controversial, unsafe, rule_name, policy,
  policy_version, urgency, due, state, round, version, released, decided, label_severity,
  label_categories)
select 'filled-' || n, case when n % 20 = 0 then 'acme' else 'default' end, 'forum', md5(n::text),
  md5(n::text), t, t, t + interval '31 days', 1, 'PROMPT', 'en', 'UNSAFE', '|VIOLENT|', 0.2, 0.3, 0.5,
  'unsure', 'strict', 1, u, case when n % 10 = 0 then t - u * interval '24 hours' end,
  case when n % 10 = 0 then 'WAITING' else 'DECIDED' end, 1, 1, false,
  case when n % 10 <> 0 then t + interval '1 hour' end, case when n % 10 <> 0 then 'UNSAFE' end,
  case when n % 10 <> 0 then '|VIOLENT|' end
from (select n, random() as u, now() - n * interval '30 days' / :items as t
  from generate_series(1, :items) n) numbers;
insert into review_moderation (moderation, item, subject)
select id, id, md5(id) || md5(id) from review_item where id like 'filled-%';
vacuum analyze review_item;
vacuum analyze review_moderation;
