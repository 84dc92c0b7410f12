"""Portuguese words for goals."""

FUNCTION_WORDS = """
o os as nao que para com sem quanto quantos qual quais um uma do da dos das e em por se no na quem sao vai mais
mas seu sua ao este essa isso
"""

WORDS = """
quantos:how_many quantas:how_many quanto*:how_much qual:which quais:which quem:who que:what quando:when
onde:where o:the a:the os:the as:the um:a uma:a do:of_the da:of_the dos:of_the das:of_the de:of e:and ou:or
nao:not nem:nor sem:without exceto:except menos:except so:only somente:only apenas:only todo*:all tudo:all
outros:other outras:other demais:other resto:rest para:for por:by com:with em:in no:in_the na:in_the sobre:about
entre:between vai:will vao:will sao:are foi:was tem:has nos:we eu:i porque:because pois:because mas:but
tambem:also obrigado:thanks favor:please deve*:must pode*:can seu:his sua:his usar:use use:use usa:use
utiliz*:use ignor*:ignore exclu*:exclude tir*:remove remov*:remove deix*:leave fora:out prever:predict
preve*:predict previs*:predict estim*:estimate adivinh*:guess classific*:classify detect*:detect encontr*:find
alvo:target coluna*:column preco*:price custo*:cost custa*:cost valor*:value vale:worth caro:expensive
vend*:sell venda:sale pag*:pay pagamento:payment devolv*:repay reembols*:repay renda:income salario:salary
ganha*:earns receita:revenue montante:amount quantia:amount dinheiro:money reais:dollars euros:euros
credito:credit emprestimo:loan divida:debt aluguel:rent conta:bill gorjeta:tip tarifa:fare cliente*:customer
paciente*:patient funcionario*:employee empregado*:employee aluno*:student estudante*:student abandon*:leaves
sair:leave saem:leave sai:leaves cancel*:cancels ficar:stay fica*:stays sobreviv*:survived morr*:dies
morto*:dead doente*:sick doenca*:disease saudave*:healthy coracao:heart diabetes:diabetes inadimpl*:default
calote:default fraude*:fraud mau:bad maus:bad ruim:bad bom:good bons:good risco:risk passa*:pass aprov*:pass
reprov*:fail nota*:grade exame:exam qualidade:quality vinho*:wine atras*:delay duracao:duration dura:duration
tempo:time longo:long idade:age velho:old ano:year anos:years mes:month dia*:day semana:week hora*:hour
minutos:minutes data:date tamanho:size peso:weight pesa:weighs largura:width altura:height area:area
terreno:land quartos:bedrooms casa*:house imovel:house apartament*:apartment carro*:car veiculo*:vehicle
viagem:trip corrida:trip distancia:distance consum*:consumption eletric*:electricity energia:energy calor:heat
temperatura:temperature chuva:rain chover*:rain bicicleta*:bikes alug*:rented numero:number quantidade:quantity
especie*:species tipo*:type classe*:class sexo:sex nome:name cor:color cidade:city pais:country erro*:error
medio:mean media:mean absoluto:absolute quadratic*:squared acuracia:accuracy acertos:right_answers
ranking:ranking ordena*:ranking probabilidade*:probability percentual:share avali*:evaluate medi*:measure
perder:missing deixar_passar:missing falso_alarme:false_alarm falsos_alarmes:false_alarms
falso_positivo:false_positive falso_negativo:false_negative vezes:times dois:two duas:two tres:three quatro:four
cinco:five seis:six sete:seven oito:eight nove:nine dez:ten vinte:twenty cem:hundred dobro:twice metade:half
pior:worse grave*:bad mais:more do_que:than que_um:than_a tao:as quanto_um:as_a como:as mesmo:same mesma:same
antes:earlier depois:later passado:past futuro:future conhec*:known sabemos:known compr*:buy reserva*:booking
seguro:insurance cogumelo*:mushroom venenos*:poisonous comestive*:edible linha*:row trein*:train test*:test
"""
