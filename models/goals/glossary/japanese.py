"""Japanese words for goals."""

FUNCTION_WORDS = ""

WORDS = """
予測して:predict 予測:predict 推定:estimate 見積:estimate 分類:classify 判定:predict 検出:detect
見つけ:find どの:which どれ:which 誰:who だれ:who 何:what いくら:how_much どのくらい:how_much
いつ:when かどうか:whether ですか:whether 目的変数:target 列:column カラム:column
使わないで:do_not_use 使わない:do_not_use 使用しない:do_not_use 使わず:do_not_use 除いて:remove
除く:remove 除外:exclude 無視:ignore 以外:except だけ:only のみ:only 使って:use 使用:use と:and
または:or や:and から:from の:of を:, は:, が:, に:to で:by も:also ください:please 価格:price
値段:price 住宅価格:house_price 家:house 費用:charges 料金:fare 運賃:fare 年俸:salary 給与:salary
収入:income 所得:income 給料:salary 年収:income 金額:amount 貸付:loan ローン:loan 信用:credit
家賃:rent チップ:tip 保険:insurance 顧客:customer お客:customer 患者:patient 社員:employee
従業員:employee 学生:student 解約:churn 離脱:churn 退職:attrition 離職:attrition
キャンセル:cancels 残る:stays 生存:survived 生き残:survived 死亡:dies 病気:disease
心臓病:heart_disease 糖尿病:diabetes 悪性:malignant がん:cancer 健康:healthy 債務不履行:default
返済:repay 詐欺:fraud 不正:fraud 良い:good 悪い:bad 合格:pass 不合格:fail 成績:grade 点数:score
試験:exam 品質:quality ワイン:wine 遅延:delay 遅れ:delay 時間:time 年齢:age 年:year 月:month
日:day 島:island 深さ:depth 重さ:weight 体重:weight 幅:width 高さ:height 長さ:length 面積:area
土地:land 部屋:rooms 車:car 距離:distance 燃費:mpg 消費:consumption 電力:electricity
エネルギー:energy 気温:temperature 温度:temperature 雨:rain 自転車:bikes 台数:count 人数:count
件数:count 数:number 種類:species 種:species タイプ:type クラス:class 文字:letter 性別:sex
名前:name 色:color 強度:strength 平均絶対誤差:mean_absolute_error 絶対誤差:absolute_error
二乗平均平方根誤差:root_mean_squared_error 誤差:error 平均:mean 正解率:accuracy 精度:accuracy
順位:ranking 確率:probability 対数損失:log_loss 交差エントロピー:cross_entropy 評価:evaluate
見逃し:missing 見逃す:missing 誤報:false_alarm 誤検知:false_alarm 倍:times 二:two 三:three
五:five 十:ten より:than 悪:worse 同じ:same 学習:training テスト:test 過去:past 未来:future
重み:row_weight 購入:buy ペンギン:penguins キノコ:mushroom 毒:poisonous 、:, 。:.
"""
