explain (analyze, costs off, timing off, summary on)
select * from review_item
where due is not null and (claimed_until is null or claimed_until <= now())
  and (state = 'WAITING' or (true and state in ('DISPUTED', 'APPEALED')) or 0 = (
    select count(*) from review_event
    where item = review_item.id and actor = 'ann' and kind = 'OPINION'))
order by due, id limit 20;
