explain (analyze, costs off, timing off, summary on)
select * from review_item
where tenant = 'acme' and state = 'WAITING' and created <= now() - interval '15 days'
  and (created < now() - interval '15 days' or id < 'x')
order by created desc, id desc limit 51;
