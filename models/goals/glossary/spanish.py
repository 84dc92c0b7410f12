"""Spanish words for goals."""

FUNCTION_WORDS = """
el la los las cuanto cuantos cuanta cuantas que por para sin con es una un y del de no se al lo su sus como cual
quien quienes donde cuando esta son va mas muy pero si en
"""

WORDS = """
cuanto*:how_much cuantos:how_many cuantas:how_many cuanta:how_much que_tan:how cual*:which quien*:who que:what
cuando:when donde:where el:the la:the los:the las:the lo:it un:a una:a unos:some del:of_the de:of al:to_the
y:and o:or no:not ni:nor sin:without excepto:except salvo:except menos:except solo:only solamente:only
unicamente:only todo*:all todas:all otros:other otras:other demas:other resto:rest para:for por:by con:with
en:in sobre:about entre:between este:this esta:this estos:these es:is son:are sera:will_be va_a:will van_a:will
va:will ha:has tiene*:has yo:i nosotros:we porque:because pues:because pero:but tambien:also gracias:thanks
favor:please debe*:must puede*:can su:his sus:his mi:my uses:use usar:use use:use usa:use usen:use utiliz*:use
ignora*:ignore exclu*:exclude quita*:remove elimina*:remove deja*:leave fuera:out predec*:predict
predic*:predict pronostic*:predict estim*:estimate adivin*:guess clasific*:classify detect*:detect encontr*:find
objetivo:target columna*:column precio*:price costo*:cost costar*:cost cuesta*:cost coste*:cost valor*:value
vale:worth caro*:expensive vend*:sell venta*:sale pag*:pay pago:payment devolv*:repay devuelv*:repay
reembols*:repay ingreso*:income salario*:salary sueldo*:salary gana*:earns monto:amount importe:amount
dinero:money dolares:dollars euros:euros credito*:credit prestamo*:loan deuda*:debt alquiler*:rent factura:bill
propina*:tip tarifa*:fare cliente*:customer paciente*:patient empleado*:employee estudiante*:student
alumno*:student abandon*:leaves irse:leave ira:leave iran:leave marcha*:leave deja_el_servicio:churn
cancel*:cancels baja:churn quedar*:stay sobreviv*:survived mur*:dies mori*:dies muert*:dead enferm*:sick
enfermedad*:disease sano*:healthy corazon:heart diabetes:diabetes moros*:default impago*:default
incumpl*:default fraud*:fraud malo*:bad mala*:bad mal:bad bueno*:good buena*:good riesgo*:risk aprob*:pass
reprob*:fail suspend*:fail nota*:grade examen:exam calidad:quality vino*:wine retras*:delay demora*:delay
tard*:late duracion:duration dura:duration tiempo:time largo:long edad:age viejo:old ano:year anos:years
mes:month meses:months dia*:day semana*:week hora*:hour minutos:minutes fecha:date tamano:size peso:weight
pesa*:weighs pesad*:heavy ancho:width alto:height altura:height superficie:area terreno:land habitacion*:rooms
casa*:house vivienda*:house piso:apartment coche*:car carro*:car vehiculo*:vehicle viaje*:trip
distancia:distance consum*:consumption electric*:electricity energia:energy calor:heat temperatura:temperature
lluvia:rain llover*:rain llueve:rain clima:weather bici*:bikes alquil*:rented numero:number cantidad:quantity
especie*:species tipo*:type clase*:class sexo:sex nombre*:name color:color ciudad:city region:region
pais:country educacion:education trabajo:job error*:error medio:mean media:mean promedio:average
absoluto:absolute absoluta:absolute cuadratic*:squared exactitud:accuracy precision:accuracy
aciertos:right_answers ranking:ranking orden*:ranking probabilidad*:probability porcentaje:share
evalua*:evaluate mide:measure medir:measure perder*:missing pasar_por_alto:missing no_detectar:missing
omitir:missing falsa_alarma:false_alarm falsas_alarmas:false_alarms falso_positivo:false_positive
falso_negativo:false_negative veces:times vez:time dos:two tres:three cuatro:four cinco:five seis:six
siete:seven ocho:eight nueve:nine diez:ten veinte:twenty cincuenta:fifty cien:hundred doble:twice mitad:half
peor*:worse grave*:bad mas:more que_una:than_a tan:as como:as mismo*:same misma*:same grupo:group
temprano:earlier antes:before despues:after pasado:past futuro:future conoc*:known sabe:known sabemos:known
desconoc*:unknown llegada:arrival salida:departure comprar*:buy compra*:buy reserva*:booking seguro*:insurance
siniestro*:claim hongo*:mushroom seta*:mushroom venenos*:poisonous comestible*:edible pinguino*:penguins
fila*:row entren*:train prueb*:test
"""
