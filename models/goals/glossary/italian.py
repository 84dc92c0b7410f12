"""Italian words for goals."""

FUNCTION_WORDS = """
il lo gli di che per con senza quanto quanti quale quali un una non del della dei delle e si chi sono la le i da
nel nella al alla come piu ma questo ha
"""

WORDS = """
quanti:how_many quante:how_many quanto:how_much quanta:how_much quale:which quali:which chi:who che_cosa:what
cosa:what che:which quando:when dove:where il:the lo:the la:the gli:the le:the i:the l:the un:a una:a uno:a
di:of del:of_the della:of_the dei:of_the delle:of_the e:and o:or oppure:or non:not ne:nor senza:without
tranne:except eccetto:except solo:only soltanto:only tutto:all tutti:all tutte:all altri:other altre:other
resto:rest per:for con:with in:in su:on da:from tra:between sono:are sara:will_be verra:will ha:has hanno:have
noi:we io:i perche:because ma:but anche:also grazie:thanks favore:please deve:must puo:can usare:use usa:use
utilizz*:use ignora*:ignore esclud*:exclude togli*:remove lascia*:leave fuori:out prevedere:predict
preved*:predict previsione:predict stima*:estimate indovin*:guess classific*:classify rileva*:detect trova*:find
obiettivo:target colonna:column colonne:columns prezzo:price prezzi:price costo:cost costa:cost costera:cost
valore:value vale:worth caro:expensive vend*:sell vendita:sale paga*:pay pagamento:payment rimbors*:repay
restitu*:returned reso:returned reddito:income stipendio:salary guadagn*:earns importo:amount somma:amount
denaro:money soldi:money euro:euro credito:credit prestito:loan debito:debt affitto:rent conto:bill mancia:tip
tariffa:fare cliente:customer clienti:customers paziente:patient pazienti:patients dipendent*:employee
student*:student abbandon*:leaves lascera:leaves andarsene:leave disdi*:cancels rest*:stays sopravviv*:survived
sopravvissut*:survived muor*:dies mort*:dead malat*:sick malattia:disease sano:healthy sani:healthy cuore:heart
diabete:diabetes insolvent*:default frod*:fraud cattiv*:bad buon*:good rischio:risk promoss*:passed
bocciat*:failed voto:grade voti:grades esame:exam qualita:quality vino:wine vini:wine ritard*:delay
durata:duration tempo:time lungo:long eta:age vecchio:old anno:year anni:years mese:month giorno:day
settimana:week ora:hour ore:hours minuti:minutes data:date peso:weight pesa:weighs larghezza:width
altezza:height superficie:area terreno:land stanze:rooms casa:house case:houses appartament*:apartment auto:car
macchina:car veicol*:vehicle viaggio:trip corsa:trip distanza:distance consum*:consumption elettric*:electricity
energia:energy calore:heat temperatura:temperature pioggia:rain piov*:rain bici*:bikes noleggi*:rented
numero:number quantita:quantity specie:species tipo:type tipi:types classe:class classi:classes sesso:sex
nome:name colore:color citta:city paese:country errore:error medio:mean media:mean assoluto:absolute
quadratico:squared accuratezza:accuracy classifica:ranking probabilita:probability percentuale:share
risposte_giuste:right_answers valuta*:evaluate misura*:measure perdere:missing mancare:missing
falso_allarme:false_alarm falsi_allarmi:false_alarms falso_positivo:false_positive falso_negativo:false_negative
volte:times due:two tre:three quattro:four cinque:five sei:six sette:seven otto:eight nove:nine dieci:ten
venti:twenty cento:hundred doppio:twice meta:half peggio:worse peggiore:worse grave:bad piu:more come:as
quanto_un:as_a stesso:same stessa:same prima:earlier dopo:later passato:past futuro:future conosciut*:known
noto:known comprer*:buy acquist*:buy cancell*:canceled prenotazion*:booking assicurazione:insurance
fungo:mushroom funghi:mushroom velenos*:poisonous commestibil*:edible riga:row righe:rows
"""
