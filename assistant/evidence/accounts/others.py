"""Linear models, support vector machines, nearest neighbors, and weights of classes."""

from assistant.evidence.accounts.general_account import GeneralAccount

SVM_GUIDE = "Hsu, Chang and Lin 2003, A practical guide to support vector classification"

C = GeneralAccount(
    name="C",
    title="inverse strength of the penalty",
    where="logistic regression and support vector machines of scikit-learn",
    meaning="How much a mistake on the training rows counts against large coefficients. It is the inverse of a "
    "strength: a larger C is a weaker penalty.",
    more="The model follows the training rows more closely.",
    less="Coefficients shrink, the model is simpler; far too small underfits.",
    overfitting="A large C raises the risk.",
    cost="Large values converge slowly.",
    coupled="The kind of penalty, the scale of the columns, and in a support vector machine gamma.",
    usual="0.0001 to 10,000 on a log scale; the default is 1.",
    source=f"documentation of scikit-learn (LogisticRegressionCV); {SVM_GUIDE}",
)
ALPHA = GeneralAccount(
    name="alpha",
    title="strength of the penalty",
    where="ridge, lasso and elastic net; in boosting alpha is the L1 penalty on leaves",
    meaning="How strongly large coefficients are penalized.",
    more="Coefficients shrink toward zero; the model is simpler, and in the end says the average.",
    less="The model follows the training rows more closely.",
    overfitting="More of it lowers the risk; too much underfits.",
    cost="Small values may need more iterations.",
    coupled="The mix of L1 and L2, and the scale of the columns.",
    usual="On a log scale, over four powers of ten below the strength at which every coefficient is 0.",
    source="Friedman, Hastie and Tibshirani 2010, Journal of Statistical Software 33",
)
L1_RATIO = GeneralAccount(
    name="l1_ratio",
    title="share of the L1 penalty",
    where="elastic net",
    meaning="How the penalty is mixed: 0 is L2 (ridge), 1 is L1 (lasso), and between them is elastic net.",
    more="More coefficients become exactly zero.",
    less="All shrink a little, and correlated columns share their weight.",
    overfitting="L1 protects where few of many columns matter, L2 where many matter a little.",
    cost="Any L1 makes the fit slower.",
    coupled="The strength of the penalty: search both together.",
    usual="0.1 to 1, more of them near 1.",
    source="Zou and Hastie 2005, JRSS B 67; documentation of scikit-learn (ElasticNetCV)",
)
PENALTY = GeneralAccount(
    name="penalty",
    title="kind of penalty",
    where="linear models",
    meaning="What is charged for coefficients: their absolute sizes (L1), their squares (L2), or both.",
    more="With L1, columns drop out.",
    less="With L2, all stay and shrink.",
    overfitting="Either lowers the risk; which does better depends on how many columns matter.",
    cost="L1 is slower.",
    coupled="Its strength, and the scale of the columns.",
    usual="L2 to begin with.",
    source="Tibshirani 1996, JRSS B 58; Hoerl and Kennard 1970, Technometrics 12",
)
N_NEIGHBORS = GeneralAccount(
    name="n_neighbors",
    title="neighbors asked",
    where="nearest neighbors (also k)",
    meaning="How many of the most similar training rows answer for a new one.",
    more="Smoother answers; too many blur what differs.",
    less="The answer follows the single nearest rows, noise included.",
    overfitting="The main lever: more of them lower the risk. With one, every training row answers itself.",
    cost="Little; finding them is what takes time.",
    coupled="How neighbors count, and the scale of the columns.",
    usual="1 to 100 on a log scale; the default of scikit-learn is 5.",
    source="Cover and Hart 1967; Feurer et al. 2015, auto-sklearn, NeurIPS",
)
KERNEL = GeneralAccount(
    name="kernel",
    title="kind of similarity",
    where="support vector machines",
    meaning="How likeness of rows is measured: linear draws straight borders, rbf bends them around near rows.",
    more="Flexible kernels draw finer borders.",
    less="A linear kernel is simple, fast, and good with many columns.",
    overfitting="Flexible kernels overfit sooner, unless C and gamma hold them.",
    cost="Time grows with about the square of the rows or more; linear is far quicker.",
    coupled="C, gamma, and the scale of the columns.",
    usual="Rbf first, linear with very many columns.",
    source=SVM_GUIDE,
)
KERNEL_GAMMA = GeneralAccount(
    name="kernel_gamma",
    title="reach of a row in the rbf kernel",
    where="support vector machines (gamma)",
    meaning="How quickly likeness falls with distance.",
    more="Each row reaches less far: borders wind around single rows.",
    less="Wide reach and smooth borders.",
    overfitting="More of it raises the risk.",
    cost="Large values keep more rows, and predict slower.",
    coupled="C: search both together, and scale the columns first.",
    usual="0.00003 to 8 on a log scale.",
    source=SVM_GUIDE,
)
EPSILON = GeneralAccount(
    name="svr_epsilon",
    title="error that costs nothing",
    where="support vector regression",
    meaning="Errors smaller than this are not counted.",
    more="A coarser and simpler model.",
    less="Every error counts, and more rows are kept.",
    overfitting="More of it lowers the risk.",
    cost="Small values are slower.",
    coupled="C, and the unit of the target.",
    usual="0.1, the default, for a target of unit spread.",
    source="documentation of scikit-learn",
)
DEGREE = GeneralAccount(
    name="polynomial_degree",
    title="degree of the polynomial",
    where="support vector machines with a polynomial kernel, polynomial features",
    meaning="Up to which power columns are multiplied with each other.",
    more="Finer curves; columns made this way multiply quickly.",
    less="Straight lines at 1.",
    overfitting="More of it raises the risk.",
    cost="Grows steeply with the degree.",
    coupled="The strength of the penalty.",
    usual="2 or 3.",
    source="documentation of scikit-learn",
)
SCALE_POS_WEIGHT = GeneralAccount(
    name="scale_pos_weight",
    title="weight of positive rows",
    where="XGBoost and LightGBM",
    meaning="Each positive row counts as so many rows in the fit.",
    more="More positives are found, with more false alarms. Probabilities come out too high.",
    less="At 1 all rows count alike, and probabilities stay honest.",
    overfitting="Large weights make a few rows decide, so the risk rises where positives are few.",
    cost="None.",
    coupled="The threshold, which does the same without bending the probabilities, and weights of rows: they multiply.",
    usual="1; at most about negatives divided by positives.",
    source="documentation of XGBoost; Elkan 2001, The foundations of cost-sensitive learning, IJCAI",
)
CLASS_WEIGHT = GeneralAccount(
    name="class_weight",
    title="weight of each class",
    where="scikit-learn's models, and others under other names",
    meaning="Rows of one class count more than those of another in the fit.",
    more="A weightier class is predicted more often, and its probabilities come out too high.",
    less="Equal weights keep probabilities honest.",
    overfitting="Large weights make a few rows decide.",
    cost="None.",
    coupled="The threshold and weights of rows: all push the same way.",
    usual="None, or balanced, that is inversely to how common the classes are.",
    source="documentation of scikit-learn; Elkan 2001, The foundations of cost-sensitive learning, IJCAI",
)

ACCOUNTS = (
    C,
    ALPHA,
    L1_RATIO,
    PENALTY,
    N_NEIGHBORS,
    KERNEL,
    KERNEL_GAMMA,
    EPSILON,
    DEGREE,
    SCALE_POS_WEIGHT,
    CLASS_WEIGHT,
)
