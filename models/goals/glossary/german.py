"""German words for goals."""

FUNCTION_WORDS = """
der die das und ist nicht wie welche welcher welches wer ich wir ein eine einen einer den dem des fur mit ohne
auf zu im wird soll bitte von sich als auch oder mir uns sein seine seinen was kann werden man sind
"""

WORDS = """
wie_viel*:how_much wieviel*:how_much wie_viele:how_many wie_lange:how_long wie_alt:how_old
wie_teuer:how_expensive wie_hoch:how_much wie_schnell:how_fast wie_schwer:how_heavy wie_gut:how_good
wie_weit:how_far der:the die:the das:the den:the dem:the des:of_the ein:a eine:a einen:a einer:a einem:a und:and
oder:or nicht:not kein:no keine:no keinen:no ist:is sind:are wird:will werden:will wer:who was:what
welche*:which wann:when wo:where ob:whether warum:why ich:i wir:we uns:us mir:me sie:they er:he es:it man:one
von:of vom:of aus:from auf:on mit:with ohne:without ausser:except nur:only alle*:all andere*:other ubrige*:other
rest:rest fur:for im:in in:in am:at zum:to zur:to zu:to bei:at nach:after vor:before uber:about als:than wie:as
so:as weil:because da:because denn:because sondern:but aber:but doch:but auch:also bitte:please danke:thanks
soll:should sollen:should muss:must mussen:must darf:may durfen:may kann:can konnen:can hat:has haben:have
sein:his seine*:his ihr*:their wenn:if dass:that nicht_verwenden:do_not_use nicht_benutzen:do_not_use
nicht_nutzen:do_not_use weglassen:leave_out weggelassen:left_out lass:leave lasst:leave lassen:leave weg:out
raus:out draussen:out ignorier*:ignore ausschliess*:exclude verwend*:use benutz*:use nutz*:use nimm:use
nehmen:use einbezieh*:use beruecksichtig*:use berucksichtig*:use vorherzusagen:predict vorhersag*:predict
vorhergesagt:predict sag*:predict voraus:ahead prognos*:predict schatz*:estimate klassifizier*:classify
erkenn*:detect finde*:find bestimm*:predict ziel*:target spalte*:column merkmal*:feature preis*:price
kosten:cost kostet:cost wert:value teuer*:expensive billig*:cheap verkauf*:sale bezahl*:pay zahlt:pays
zahlen:pay zahlung*:payment zuruck:back zuruckzahl*:repay ruckzahl*:repay zuruckgezahlt:repaid gehalt:salary
einkommen:income verdien*:earns lohn:salary umsatz:revenue gewinn:profit betrag:amount summe:amount geld:money
euro:euro kredit*:credit darlehen:loan schuld*:debt miete:rent miet*:rental rechnung:bill trinkgeld:tip
kund*:customer patient*:patient mitarbeiter*:employee student*:student schuler*:student fahrer*:driver
kundig*:cancels verlass*:leaves verlasst:leaves geht:leaves gehen:leave bleib*:stays abwander*:churn
wechsel*:leaves uberleb*:survived sterb*:dies stirbt:dies tot:dead tod:death krank*:sick gesund*:healthy
krankheit*:disease herz*:heart zucker*:diabetes ausfall*:default betrug*:fraud betruger*:fraudster schlecht*:bad
gut*:good risiko:risk bestan*:passed besteh*:pass durchfall*:fail note*:grade noten:grades prufung*:exam
qualitat*:quality wein*:wine verspat*:delay spat:late punktlich:punctual dauer*:duration lange:length lang:long
kurz:short schnell:fast alter:age alt:old jahr*:year monat*:month tag*:day wochentag:weekday woche*:week
stunde*:hour minute*:minutes uhrzeit:time zeit*:time datum:date grosse:size gross:big gewicht:weight
schwer:heavy breite:width hohe:height flache:area wohnflache:living_area grundstuck*:lot zimmer:rooms haus:house
hauser:houses wohnung*:apartment auto*:car fahrzeug*:vehicle fahrt:trip strecke:distance entfernung:distance
verbrauch*:consumption strom*:electricity energie*:energy warme:heat temperatur:temperature regen:rain
regn*:rain wetter:weather fahrrader:bikes rader:bikes ausgelieh*:rented verlieh*:rented anzahl:number
zahl:number menge:quantity art:species arten:species sorte*:kind typ:type klasse*:class gattung:species
geschlecht:sex name*:name farbe:color ort:location stadt:city region:region land:country geburt*:birth
familienstand:marital_status bildung:education beruf:occupation fehler:error mittlere*:mean
durchschnitt*:average absolute*:absolute absoluter:absolute quadrat*:squared abweichung:error
genauigkeit:accuracy trefferquote:accuracy rangfolge:ranking reihenfolge:ranking wahrscheinlichkeit*:probability
anteil:share richtig*:right richtige:right bewert*:evaluate miss:measure mess*:measure ubersehen*:missing
ubersieht:missing verpass*:missing entgeh*:missing falscher_alarm:false_alarm fehlalarm*:false_alarm
anzunehmen:accepting annehmen:accepting angenommen*:accepted abzulehnen:rejecting ablehnen:rejecting
abgelehnt*:rejected doppelt:twice zweimal:2_times dreimal:3_times viermal:4_times funfmal:5_times
sechsmal:6_times siebenmal:7_times achtmal:8_times zehnmal:10_times zwanzigmal:20_times hundertmal:100_times
mal:times halb:half schlimm*:bad schlimmer:worse so_schlimm:as_bad zwei:two drei:three vier:four funf:five
sechs:six sieben:seven acht:eight neun:nine zehn:ten zwanzig:twenty funfzig:fifty hundert:hundred selbe*:same
derselbe*:the_same gleiche*:same gruppe*:group darf_nicht:must_not training:training test:test spater*:later
fruher*:earlier vergangenheit:past zukunft:future zeitlich*:chronological gewichtung:row_weight bekannt:known
unbekannt:unknown erst:only spalten:columns anderen:other beiden:both beide:both zwischen:between
fahrpreis*:fare stornier*:canceled buch*:book buchung*:booking schaden*:claim versicherung*:insurance
ernte:yield ertrag*:yield pestizid*:pesticide bestimmtheitsmass:r2 nachname*:surname vorname*:name wald:forest
kaufen:buy kauft:buys gekauft:bought klick*:click antwort*:response zuruckgeschickt:returned
zuruckgesendet:returned bestellung*:order kundennummer:customer_id gehort:belongs pilz*:mushroom
giftig*:poisonous essbar*:edible
"""
