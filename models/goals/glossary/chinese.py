"""Chinese words for goals."""

FUNCTION_WORDS = ""

WORDS = """
预测:predict 预估:estimate 估计:estimate 估算:estimate 识别:detect 判断:predict 分类:classify
检测:detect 找出:find 哪些:which 哪个:which 哪种:which_kind 哪一:which 谁:who 什么:what
多少钱:how_much_money 多少:how_much 几个:how_many 多久:how_long 多大:how_old 什么时候:when
是否:whether 会不会:whether 吗:whether 目标:target 列:column 字段:column 不要使用:do_not_use
不要用:do_not_use 不能用:do_not_use 不使用:do_not_use 不用:do_not_use 别用:do_not_use
去掉:remove 排除:exclude 忽略:ignore 除了:except 以外:, 之外:, 只用:use_only 仅用:use_only
只使用:use_only 使用:use 用:use 和:and 或者:or 或:or 还是:or 与:and 的:of 不:not 没有:no 请:please
根据:from 从:from 价格:price 房价:house_price 价值:value 值:value 售价:sale_price 成本:cost
费用:charges 花费:cost 车费:fare 票价:fare 收入:income 工资:salary 薪水:salary 赚:earns
金额:amount 钱:money 贷款:loan 信用:credit 债务:debt 租金:rent 小费:tip 账单:bill 保费:premium
保险:insurance 客户:customer 顾客:customer 用户:customer 患者:patient 病人:patient
员工:employee 学生:student 流失:churn 离开:leaves 离职:attrition 取消:cancels 留下:stays
生还:survived 存活:survived 幸存:survived 死亡:dies 患病:disease 生病:sick 疾病:disease
心脏病:heart_disease 糖尿病:diabetes 癌症:cancer 恶性:malignant 健康:healthy 违约:default
还款:repay 还贷:repay 欺诈:fraud 诈骗:fraud 好:good 坏:bad 风险:risk 通过:pass 及格:pass
不及格:fail 成绩:grade 分数:score 考试:exam 质量:quality 品质:quality 葡萄酒:wine 延误:delay
迟到:late 时长:duration 时间:time 年龄:age 年:year 月:month 天:day 日期:date 小时:hour 大小:size
重量:weight 体重:weight 深度:depth 岛:island 宽度:width 高度:height 长度:length 面积:area
土地:land 房间:rooms 房子:house 房屋:house 住房:house 汽车:car 车辆:vehicle 车:car 距离:distance
行程:trip 能耗:energy_consumption 消耗:consumption 油耗:fuel_consumption 电力:electricity
能源:energy 温度:temperature 下雨:rain 降雨:rain 自行车:bikes 租:rented 数量:count 人数:count
次数:count 数:number 种类:species 物种:species 品种:species 类型:type 类别:class 字母:letter
英文:english 数字:digit 性别:sex 名字:name 姓名:name 颜色:color 城市:city 国家:country
强度:strength 混凝土:concrete 钻石:diamond 企鹅:penguins 蘑菇:mushroom 有毒:poisonous
可食用:edible 误差:error 平均绝对误差:mean_absolute_error 均方根误差:root_mean_squared_error
绝对误差:absolute_error 平均:mean 准确率:accuracy 正确率:accuracy 精度:accuracy 排序:ranking
排名:ranking 概率:probability 对数损失:log_loss 交叉熵:cross_entropy 曲线下面积:auc 评估:evaluate
衡量:evaluate 漏掉:missing 漏报:missing 误报:false_alarm 虚警:false_alarm 倍:times 一:one
两:two 三:three 五:five 十:ten 二十:twenty 比:than 严重:worse 代价:cost 同一:same
同一个:the_same 训练:training 测试:test 验证:validation 较早:earlier 较晚:later 过去:past
未来:future 权重:row_weight 购买:buy 订阅:subscribe 点击:click 退货:returned 。:. 、:,
"""
