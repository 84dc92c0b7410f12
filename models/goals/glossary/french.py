"""French words for goals."""

FUNCTION_WORDS = """
le la les des est une un et pas quel quelle quels quelles combien qui pour avec sans dans sur du ce cette ces
sont ou je nous il elle que de au aux on par ne se sera leur mon ma mes l d qu
"""

WORDS = """
combien_de:how_many combien:how_much quel_age:how_old quel_est:what_is quelle_est:what_is quel*:which qui:who
quoi:what quand:when est-ce_que:does est_ce_que:does le:the la:the les:the l:the un:a une:a des:of_the du:of_the
de:of d:of et:and ou:or ne:not pas:not non:not n:not sans:without sauf:except hormis:except seulement:only
uniquement:only tout:all tous:all toutes:all autres:other autre:other reste:rest pour:for par:by avec:with
dans:in sur:on sous:under entre:between ce:this cette:this ces:these se:self est:is sont:are sera:will_be
va:will vont:will a:has ont:have je:i j:i nous:we on:one il:he elle:she ils:they leur:their son:his sa:his
ses:his mon:my ma:my mes:my parce_que:because car:because puisque:because mais:but aussi:also merci:thanks
s:please doit:must doivent:must peut:can pas_etre:not_be utilise*:use utiliser:use utilis*:use prendre:use
prenez:use ignore*:ignore exclu*:exclude enlev*:remove retire*:remove laiss*:leave cote:out predi*:predict
prevoi*:predict prevo*:predict estim*:estimate devin*:guess classe*:class class*:classify detect*:detect
trouv*:find cible:target colonne*:column prix:price cout*:cost coute*:cost valeur:value vaut:worth
cher:expensive vend*:sell vente:sale pay*:pay paie*:pays paiement:payment rembours*:repay revenu*:income
salaire*:salary gagne*:earns chiffre_d_affaires:revenue montant:amount somme:amount argent:money euros:euros
credit*:credit pret:loan emprunt*:loan dette*:debt loyer:rent facture:bill pourboire:tip client*:customer
patient*:patient employe*:employee etudiant*:student eleve*:student partir:leave part:leave partent:leave
quitt*:leaves resili*:cancels desabonn*:churn rester:stay reste_t:stays surviv*:survived surve*:survived
mour*:dies mort*:dead malad*:sick maladie*:disease sain*:healthy coeur:heart diabete*:diabetes defaut:default
fraud*:fraud mauvais*:bad bon:good bons:good bonne*:good risque*:risk reuss*:pass echou*:fail echec:failure
note*:grade examen:exam qualite*:quality vin*:wine retard*:delay duree:duration temps:time long*:long age:age
vieux:old annee*:year an:year ans:years mois:month jour*:day semaine:week heure*:hour minute*:minutes date:date
taille:size poids:weight lourd:heavy pese*:weighs largeur:width hauteur:height surface:area superficie:area
terrain:land piece*:room chambre*:bedroom maison*:house appartement*:apartment logement*:house voiture*:car
vehicule*:vehicle trajet*:trip course:trip distance:distance consomm*:consumption electric*:electricity
energie*:energy chaleur:heat temperature:temperature pluie:rain pleuv*:rain pleut:rain meteo:weather velo*:bikes
lou*:rented nombre:number quantite:quantity espece*:species sorte:kind type*:type genre:kind sexe:sex nom:name
couleur:color ville:city region:region pays:country education:education metier:occupation erreur*:error
moyen*:mean absolu*:absolute quadratique:squared ecart:error exactitude:accuracy classement:ranking
probabilit*:probability part_de:share_of bonnes_reponses:right_answers evalu*:evaluate mesur*:measure
manqu*:missing rat*:missing louper:missing oublier:missing fausse_alerte*:false_alarm
fausses_alertes:false_alarms faux_positif*:false_positive faux_negatif*:false_negative fois:times deux:two
trois:three quatre:four cinq:five six:six sept:seven huit:eight neuf:nine dix:ten vingt:twenty cinquante:fifty
cent:hundred double:twice moitie:half plus:more pire:worse grave*:bad que:than aussi_grave_que:as_bad_as
coute_cher:expensive chere:expensive meme*:same groupe:group fois_plus:times_more tard:later tot:earlier
passe:past futur:future avenir:future connu*:known inconnu*:unknown ni:nor acheter:buy achet*:buy achat:purchase
annul*:canceled reserv*:booking sinistre*:claim assurance:insurance champignon*:mushroom toxique*:poisonous
veneneu*:poisonous comestible*:edible manchot*:penguins etre:be ligne*:row ordre_chronologique:chronological
chronologique*:chronological poids_de_ligne:row_weight apprend*:train entrain*:train test*:test
"""
