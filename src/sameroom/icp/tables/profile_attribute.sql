-- profile_attribute.sql: the eight attributes known of most buyers, by which buyers are compared.
with counted as (
    select attribute, attribute as attribute_ref, count(*) as buyers
    from buyer_attribute
    group by attribute
),
ranked as (
    select
        attribute,
        row_number() over (order by buyers desc, attribute_ref) as place
    from counted
)
select attribute, place from ranked where place <= 8
