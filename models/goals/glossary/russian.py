"""Russian words for goals."""

FUNCTION_WORDS = """
и в не на что как по с к от для из это кто какой какая какие сколько без или мы я нам он она они будет
"""  # noqa: RUF001  Cyrillic letters look like Latin ones

WORDS = """
сколько_стоит:how_much_cost сколько:how_much какой:which какая:which какие:which какого:which кто:who что:what
когда:when где:where ли:whether и:and или:or не:not нет:no ни:nor без:without кроме:except только:only все:all
остальн*:other для:for по:by с:with в:in на:on из:from мы:we я:i нам:us он:he она:she они:they это:is будет:will_be
нельзя:must_not использовать:use использ*:use исключ*:exclude убер*:remove убрать:remove игнор*:ignore
предска*:predict прогноз*:predict спрогноз*:predict оцен*:estimate определ*:predict классиф*:classify найти:find
найди:find обнаруж*:detect столб*:column колонк*:column признак*:feature цел*:target цен*:price стоимост*:cost
стоит:cost доход*:income зарплат*:salary зарабат*:earns сумм*:amount кредит*:credit долг*:debt аренд*:rent
клиент*:customer пациент*:patient сотрудник*:employee студент*:student уйд*:leaves уход*:leaves отток*:churn
выжи*:survived умр*:dies умер*:dies болезн*:disease болен:sick здоров*:healthy сердц*:heart диабет*:diabetes
мошен*:fraud плох*:bad хорош*:good риск*:risk качеств*:quality вин*:wine оценк*:grades экзамен*:exam задерж*:delay
длительн*:duration время:time возраст*:age год:year месяц:month день:day вес:weight ширин*:width высот*:height
площад*:area дом:house дома:house квартир*:apartment автомобил*:car машин*:car расход*:consumption энерги*:energy
температур*:temperature дожд*:rain велосипед*:bikes числ*:number количеств*:count вид:species вида:species тип:type
класс*:class пол:sex имя:name город:city ошибк*:error средн*:mean абсолютн*:absolute квадратичн*:squared
точност*:accuracy вероятност*:probability пропус*:missing ложн*_тревог*:false_alarm ложная_тревога:false_alarm
раз:times раза:times хуже:worse чем:than пять:five десять:ten два:two три:three вдвое:twice куп*:buy остров*:island
ирис*:iris пингвин*:penguins гриб*:mushroom ядовит*:poisonous съедобн*:edible
"""  # noqa: RUF001  Cyrillic letters look like Latin ones
