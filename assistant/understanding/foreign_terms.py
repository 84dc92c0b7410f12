"""The field's words in other languages, as English: enough to see what a question is about.

Languages: German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Chinese, Japanese, Korean.
"""

import re

# One idea a line: its English words, then how the others write it. Longer phrases go before their parts.
_TERMS = r"""
overfitting => [üu]ber-?anpass\w*|überangepasst|overfit\w*|sobreajust\w*|sobre-?entren\w*|surapprent\w*|sur-?ajust\w*|
    sovradatt\w*|sovra-?adatt\w*|overaanpass\w*|przeuczeni\w*|przeucz\w*|nadmiern\w+ dopasowan\w*|переобуч\w*|过拟合|
    過擬合|过度拟合|過学習|过学习|過剰適合|과적합|과대적합
underfitting => [uü]nteranpass\w*|underfit\w*|subajust\w*|infra-?ajust\w*|sous-?apprent\w*|sous-?ajust\w*|
    sottoadatt\w*|niedouczen\w*|недообуч\w*|欠拟合|学習不足|未学習|과소적합
learning rate => lern-?rate\w*|tasas? de aprendizaje|taux d.apprentissage|taxa de aprendiza\w*|
    tass[oi] d[i'] ?apprendimento|leersnelheid|leertempo|współczynnik\w* uczenia|скорост\w* обучения|学习率|學習率|
    学習率|학습률
hyperparameters => h[yi]per-?param[eèé]tr?\w*|hiperpar[aá]metr\w*|iperparametr\w*|гиперпараметр\w*|超参数|超參數|
    ハイパーパラメーター?|하이퍼 ?파라미터
cross validation => kreuz-?validierung\w*|validación cruzada|validation croisée|validação cruzada|
    validazione incrociata|kruis-?validatie|walidacj\w+ krzyżow\w*|кросс-?валидац\w*|交叉验证|交叉驗證|交差検証|
    クロスバリデーション|교차 ?검증
random forest => random ?forest\w*|zufallsw[aä]ld\w*|bosques? aleatorios?|forêts? aléatoires?|florestas? aleatórias?|
    foreste? casual[ei]|las\w* losow\w*|случайн\w+ лес\w*|随机森林|ランダムフォレスト|랜덤 ?포레스트
neural network => neuronale\w* netz\w*|red(?:es)? neuronal(?:es)?|réseaux? de neurones|redes? neura(?:l|is)|
    ret[ei] neural[ei]|neurale? netwerk\w*|sie[cć]\w* neuronow\w*|нейронн\w+ сет\w*|нейросет\w*|神经网络|
    ニューラルネット\w*|신경망
grid search => gitter-?suche|raster-?suche|búsqueda (?:en|por) (?:cuadrícula|rejilla)|recherche (?:par|sur|en) grille|
    (?:busca|pesquisa) em grade|ricerca a griglia|поиск\w* по сетке|网格搜索|グリッドサーチ|그리드 ?서치
random search => zufalls-?suche|zufällige suche|búsqueda aleatoria|recherche aléatoire|busca aleatória|
    ricerca casuale|случайн\w+ поиск\w*|随机搜索|ランダムサーチ|랜덤 ?서치
bayesian optimization => bayes\w*|bayésien\w*|байес\w*|贝叶斯\w*|ベイズ\w*|베이지안\w*
early stopping => frühe\w* (?:stopp|abbruch)\w*|parada (?:temprana|antecipada)|arrêt (?:précoce|anticipé)|
    arresto anticipato|wczesn\w+ zatrzym\w*|ранн\w+ остан\w*|早停|提前停止|早期終了|早期停止|조기 ?종료
batch size => batch-?gr[öo](?:ß|ss)e\w*|tamaño de(?:l)? (?:lote|batch)|taille d[eu]s? (?:lots?|batch)|
    tamanho do (?:lote|batch)|размер\w* (?:батча|пакета)|批大小|批量大小|バッチサイズ|배치 ?크기
epochs => epoche\w*|épocas?|époques?|epok\w*|эпох\w*|训练轮数|エポック\w*|에포크
class weights => klassen-?gewicht\w*|pesos? de (?:las? )?clases?|poids des classes|pesos? das classes|вес\w* классов|
    类别权重|クラスの?重み|클래스 ?가중치
imbalanced classes => un-?(?:ausgewogen|balanciert|gleich verteilt)\w*|desbalancead\w*|desequilibrad\w*|
    déséquilibr\w*|sbilanciat\w*|onbalans\w*|onevenwicht\w*|niezbalansowan\w*|несбаланс\w*|不平衡|不均衡|불균형
data leakage => daten-?leck\w*|datenabfluss|fugas? de (?:datos|información)|fuite\w* de données|
    vazamento de dados|perdita di dati|data-?lek\w*|wyciek\w* danych|утечк\w+ данных|утечк\w*|数据泄[露漏]|
    データリーク\w*|リーク|데이터 ?누수|누수
regularization => regularisier\w*|regulari[sz]a[cç]i?[oóãt]\w*|régularis\w*|regolarizza\w*|regularyzac\w*|
    регуляриз\w*|正则化|正則化|규제
threshold => schwell(?:e|en|wert)\w*|umbral\w*|seuils?|limiar\w*|soglia|drempel\w*|pr[oó]g\w*|порог\w*|阈值|閾値|
    임계값
ensemble of models => ensamble\w*|ensembles?\b|ансамбл\w*|集成|アンサンブル|앙상블
feature importance => merkmals-?wichtigkeit|wichtigste\w* (?:merkmal|spalte|variable)\w*|
    (?:variables?|características?|columnas?|atributos?|colunas?) (?:más |mais )?importantes?|
    (?:variables|colonnes|caractéristiques) (?:les )?plus importantes|variabili più importanti|
    importancia de (?:las )?(?:variables|características)|importance des (?:variables|caractéristiques)|
    belangrijkste (?:kenmerken|kolommen)|важн\w+ признак\w*|特征重要性|重要な?特徴|特徴量の?重要度|특성 ?중요도|
    変数重要度|변수 ?중요도
gradient based tuning => gradienten-?basiert\w*|basad[oa]s? en (?:el )?gradientes?|
    basé[es]* sur (?:le |les )?gradients?|basad[oa]s? em gradientes?|basat[oaie] sul gradiente|
    градиентн\w+ (?:настройк|подбор)\w*|
    基于梯度|勾配ベース|그래디언트 기반
reproducible same result => (?:gleiche[ns]?|dasselbe|denselben|identische\w*) (?:ergebnis|resultat|modell)\w*|
    mism[oa]s? (?:resultado|modelo)s?|mêmes? (?:résultat|modèle)s?|mesm[oa]s? (?:resultado|modelo)s?|
    (?:stesso|stessi) (?:risultat|modell)[oi]|(?:hetzelfde|zelfde) resultaat|ten sam wynik|
    (?:тот|те|такой) же результат\w*|同じ結果|(?:相同|一样)的?结果|같은 결과|wiederhol\w*|
    reproduzier\w*|reproduc\w+|riproduc\w*|odtworz\w*|воспроизв\w*|可重复|可复现|再現\w*|재현\w*
more trials or time => mehr (?:versuche|zeit|durchläufe|trials)|länger (?:suchen|laufen)|más (?:pruebas|
    tiempo|ensayos)|
    plus (?:d.essais|de temps|longtemps)|mais (?:tentativas|tempo)|più (?:tempo|prove)|
    больше (?:проб|попыток|времени)|更多(?:时间|试验)?|もっと(?:長く|時間)|더 (?:오래|많은)
prediction uncertainty => unsicher\w*|incertidumbre|incertitude|incerteza|incertezza|onzekerhe\w*|niepewno\w*|
    неопредел[её]н\w*|不确定\w*|不確実\w*|불확실\w*
small data few rows => (?:zu )?wenige?n? (?:daten|zeilen)|kleine\w* datens\w*|pocos datos|poc[ao]s (?:filas|dados)|
    peu de données|pochi dati|weinig data|mało danych|мало данных|数据(?:太|很)?少|小样本|データが少\w*|데이터가 ?적\w*
deploy the model in production => bereitstell\w*|in produktion|produktiv\w*|desplegar\w*|en producción|déplo\w+|
    en production|implantar|em produção|in produzione|wdroż\w*|развер\w+|развёр\w+|部署|デプロイ|배포
training and validation gap => (?:trainings?-? ?und ?validierungs\w*)|train(?:ing)? (?:et|y|und|e) validat?ion
metric => metrik\w*|métricas?|métriques?|metrich?[ae]|metryk\w*|метрик\w*|指标|評価指標|지표
tree depth => baumtiefe\w*|tiefe\w*|profundidad\w*|profondeur\w*|profundidade\w*|profondità|diepte\w*|głęboko[sś]\w*|
    глубин\w*|深度|深さ|깊이
number of trees => (?:anzahl (?:der )?|wie viele )b[aä]ume\w*|(?:número de |cuántos )[aá]rboles|
    (?:nombre d.|combien d.)arbres|(?:número de |quantas )árvores|numero di alberi|сколько деревьев|
    количество деревьев|树的?数量|多少棵树|木の(?:数|本数)|트리 ?(?:수|개수)
trees => b[aä]um\w*|[aá]rbol\w*|arbres?|árvores?|alber[oi]|bomen|drzew\w*|дерев\w*|决策树|決定木|트리
folds => falten|pliegues|plis\b|dobras|фолд\w*|折
hyperparameters => parameter[ns]?\b|parámetros?|paramètres?|parâmetros?|parametr[io]\b|параметр\w*|
    参数|パラメータ|파라미터
features => merkmal\w*|spalten?|características?|columnas?|colunas?|caractéristiques?|colonn[ea]s?|caratteristic\w*|
    kenmerk\w*|kolom\w*|cech[ay]?\b|kolumn\w*|признак\w*|столб\w*|特征|特徴量?|列|특성|변수
difference => unterschied\w*|diferencias?|différences?|diferenças?|differenz[ae]|verschil\w*|różnic\w*|разниц\w*|
    отлич\w*|区别|差异|違い|차이\w*
important => wichtig\w*|importan\w*|belangrijk\w*|ważn\w*|важн\w*|重要\w*|중요\w*
chosen => (?:aus)?gewählt\w*|ausgesucht|eleg\w+|elig\w+|escog\w+|choisi\w*|escolh\w+|scelt\w*|gekozen|
    wybra\w*|выбра\w*|
    выбор\w*|选择|選択|選ばれ\w*|선택\w*
best => beste[nrsm]?\b|mejor\w*|meilleure?s?|melhor\w*|miglior\w*|najleps\w*|лучш\w*|最好|最佳|最良|最適|최고|가장
won => gewonnen|gewinn\w*|ganó|gan[oa]do|gagné\w*|venceu|ganhou|vinto|gewonnen|wygra\w*|победи\w*|获胜|勝\w+|이겼\w*
compare => vergleich\w*|compar\w+|confront\w*|vergelijk\w*|porówna\w*|сравн\w*|比较|比較|비교\w*
probability => wahrscheinlichkeit\w*|probabilid\w*|probabilité\w*|probabilità|waarschijnlijk\w*|prawdopodob\w*|
    вероятност\w*|概率|確率|확률
prediction => vorhersage\w*|predicci\w*|prédiction\w*|previs\w*|previsão|voorspelling\w*|prognoz\w*|
    предсказ\w*|预测|予測|예측
training => entrenamiento|entraînement|treinamento|treino|addestramento|обучени\w*|тренировочн\w*|训练|訓練|훈련
validation => validierung\w*|validación|validação|validazione|validatie|валидац\w*|验证|検証|검증
model => modell?\b|modell\w*|modelos?|modèles?|modell[oi]|modelu|modele\b|модел\w*|模型|モデル|모델
my => mein\w*|\bmis?\b|\bmon\b|\bma\b|\bmes\b|meus?|minhas?|\bmio\b|\bmia\b|mijn|m[oó]j\w*|\bмо[йеяи]\w*|我的|私の|내
why => warum|wieso|weshalb|¿?por ?qu[eé]|pourquoi|perch[eé]|porqu[eê]|
    waarom|dlaczego|почему|зачем|为什么|為什麼|なぜ|どうして|왜
how many => wie ?viele?|cuánt[oa]s|combien|quant[oa]s|quant[ei]|hoeveel|ile\b|сколько|多少|いくつ|몇
what is => was (?:ist|sind|bedeutet|heißt)|qué (?:es|son|significa)|qu.est[- ]ce que?|o que (?:é|são)|
    (?:che )?cos.? ?(?:è|sono)|wat (?:is|zijn)|co to (?:jest)?|что (?:такое|значит)|
    什么是|是什么|とは|何ですか|무엇\w*|뭐\w*
how => \bwie\b|cómo|\bcomment\b|\bhoe\b|\bjak\b|\bкак\b|如何|怎么|どうやって|어떻게
what if => was wäre wenn|qué pasa(?:ría)? si|que se passerait-il si|e se\b|что если|如果|もし|만약
"""  # noqa: RUF001  Russian letters look like Latin ones


def _read(lines: str) -> list[tuple[str, re.Pattern[str]]]:
    whole = re.sub(r"\n    ", "", lines.strip())
    pairs = (line.split(" => ") for line in whole.splitlines())
    return [(english, re.compile(rf"(?:{pattern.strip()})")) for english, pattern in pairs]


_PATTERNS = _read(_TERMS)
# Words that carry a question and are of no field by themselves.
_QUESTION_WORDS = """
why / what is / how / how many / my / best / important / what if / chosen / won / difference / compare
"""
IDEAS = frozenset(_QUESTION_WORDS.strip().split(" / "))


def in_english(question: str, known: frozenset[str]) -> tuple[str, bool]:
    """Return what is recognized of a question in another language, in English and in its order.

    Parameters
    ----------
    question : str
        As it was typed, in any of the languages above.
    known : frozenset of str
        Words that are kept as they are: names of settings and families, numbers aside.

    Returns
    -------
    tuple of str and bool
        The English words, and whether at least one of them is a term of the field.

    Examples
    --------
    >>> in_english("Warum ist die Lernrate so klein?", frozenset())
    ('why learning rate', True)
    """
    text = question.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    found: list[tuple[int, str]] = []
    for english, pattern in _PATTERNS:
        found.extend((match.start(), english) for match in pattern.finditer(text))
        text = pattern.sub(lambda match: "\0" * len(match.group()), text)
    kept = [(match.start(), match.group()) for match in re.finditer(r"[a-z_][a-z0-9_]*|\d[\d.]*", text)]
    names = [(at, word) for at, word in kept if word in known or word[0].isdigit()]
    is_of_the_field = any(english not in IDEAS for _, english in found) or any(
        not word[0].isdigit() for _, word in names
    )
    return " ".join(word for _, word in sorted(found + names)), is_of_the_field
