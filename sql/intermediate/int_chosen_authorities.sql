/*
title:    Authorities that sent returns, of those chosen
summary:  What a rate or a supply figure covers when areas or authorities are chosen.
grain:    one row per authority_code
source:   Returns received; the choices of area and authority
*/
select a.authority_code
from chosen_authorities as a
inner join choice_options as o on o.choice = 'authority' and a.authority_code = o.value
