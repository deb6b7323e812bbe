extension NationalStory {
    /// Stories about what a family owns.
    static let property = """
        V04 机动车多于申报
        + 两辆车，申报一辆 → 2.00 1.00 试A10001
          motor_vehicle owner_id=父 vehicle_type=car plate_no=试A10002
          motor_vehicle owner_id=母 vehicle_type=truck plate_no=试A10001
          = 家庭成员名下登记有2辆汽车，申报了1辆，其中一辆的号牌是试A10001。残疾人代步车、摩托车和已报废的不计。
        + 没有申报，登记里没有号牌 → 1.00 0.00
          household declared_vehicles=0
          motor_vehicle owner_id=父 vehicle_type=car
          = 家庭成员名下登记有1辆汽车，没有申报。残疾人代步车、摩托车和已报废的不计。
        - 一辆车，申报一辆
          motor_vehicle owner_id=父 vehicle_type=coach plate_no=试A10001
        - 代步车、摩托车、农用车和报废、转移的汽车都不计
          household declared_vehicles=0
          motor_vehicle owner_id=父 vehicle_type=disabledScooter plate_no=试A10001 purchase_price=90000.00
          motor_vehicle owner_id=父 vehicle_type=motorcycle plate_no=试A10002 purchase_price=90000.00
          motor_vehicle owner_id=父 vehicle_type=farmTruck plate_no=试A10003 purchase_price=90000.00
          motor_vehicle owner_id=父 vehicle_type=car plate_no=试A10004 purchase_price=90000.00 status=scrapped
          motor_vehicle owner_id=父 vehicle_type=car plate_no=试A10005 purchase_price=90000.00 status=transferred
        V04b 机动车价值超过限额
        + 比限额多一分 → 30000.01 30000.00 试A10001
          motor_vehicle owner_id=父 vehicle_type=car plate_no=试A10001 purchase_price=30000.01
          = 家庭成员名下汽车购置价合计30,000.01元，超过限额30,000元，其中一辆的号牌是试A10001。残疾人代步车、摩托车和已报废的不计。
        - 正好是限额
          motor_vehicle owner_id=父 vehicle_type=car plate_no=试A10001 purchase_price=30000.00
        V43 一年内购房
        + 没有填价款 → 1.00 0.00 C1
          realty_contract kind=sale seller_id=外 buyer_id=父 contract_no=C1 signed_on=2025-06-16
          = 近一年网签购买了1处房屋（其中一份合同号C1），请说明资金来源；安置房等当地规定不计的请一并说明。
        + 夫妻共同买一处 → 1.00 0.00 C1
          realty_contract kind=sale seller_id=外 buyer_id=父 contract_no=C1 price=500000.00 signed_on=2026-01-01
          realty_contract kind=sale seller_id=外 buyer_id=母 contract_no=C1 price=500000.00 signed_on=2026-01-01
          = 近一年网签购买了1处房屋（其中一份合同号C1），请说明资金来源；安置房等当地规定不计的请一并说明。
        - 三百六十五天前签的
          realty_contract kind=sale seller_id=外 buyer_id=父 contract_no=C1 price=500000.00 signed_on=2025-06-15
        - 合同已经撤销
          realty_contract kind=sale seller_id=外 buyer_id=父 contract_no=C1 price=500000.00 signed_on=2026-01-01 \
        status=cancelled
        V43b 一年内出售房产
        + 比提示线多一分 → 100000.01 100000.00
          realty_contract kind=sale seller_id=父 buyer_id=外 price=100000.01 signed_on=2025-06-16
          = 近一年出售房屋合计100,000.01元，超过提示线100,000元，请核实价款去向。
        - 正好是提示线
          realty_contract kind=sale seller_id=父 buyer_id=外 price=100000.00 signed_on=2025-06-16
        V44 住房超过限定套数
        + 两套，一套是用旧号码登记的 → 2.00 1.00 U1
          realty_register owner_id=父 unit_no=U2 usage=residence area_m2=50.00 share_permille=1000
          realty_register owner_id=母15 unit_no=U1 usage=residence area_m2=50.00 share_permille=1000
          = 家庭成员名下登记的住房，扣除危房改造和灾后重建的以后为2套，当地限1套，其中一套的单元号是U1；还有这类住房的请说明。
        + 一套有单元号，一套只有证书号 → 2.00 1.00 U1
          realty_register owner_id=父 unit_no=U1 usage=residence area_m2=50.00 share_permille=1000
          realty_register owner_id=父 cert_no=老房证1 usage=residence area_m2=50.00 share_permille=1000
          = 家庭成员名下登记的住房，扣除危房改造和灾后重建的以后为2套，当地限1套，其中一套的单元号是U1；还有这类住房的请说明。
        + 一般损坏的维修不抵套数 → 2.00 1.00 U1
          realty_register owner_id=父 unit_no=U1 usage=residence area_m2=50.00 share_permille=1000
          realty_register owner_id=父 unit_no=U2 usage=residence area_m2=50.00 share_permille=1000
          house_rebuild id_no=父 grade=moderate
          = 家庭成员名下登记的住房，扣除危房改造和灾后重建的以后为2套，当地限1套，其中一套的单元号是U1；还有这类住房的请说明。
        - 夫妻共有一套
          realty_register owner_id=父 unit_no=U1 usage=residence area_m2=90.00 share_permille=500
          realty_register owner_id=母 unit_no=U1 usage=residence area_m2=90.00 share_permille=500
        - 其中一套是危房改造的
          realty_register owner_id=父 unit_no=U1 usage=residence area_m2=50.00 share_permille=1000
          realty_register owner_id=父 unit_no=U2 usage=residence area_m2=50.00 share_permille=1000
          dilapidated_rebuild id_no=父 grade=D year=2022
        - 其中一套是灾后重建的
          realty_register owner_id=父 unit_no=U1 usage=residence area_m2=50.00 share_permille=1000
          realty_register owner_id=父 unit_no=U2 usage=residence area_m2=50.00 share_permille=1000
          house_rebuild id_no=母 grade=collapsed
        V44b 人均住房面积偏大
        + 三口人，多一点 → 180.01 180.00 U1
          realty_register owner_id=父 unit_no=U1 usage=residence area_m2=180.01 share_permille=1000
          = 按份额计算的住房面积为180.01平方米，超过全家180平方米的限额，其中一套的单元号是U1。
        - 三口人，正好
          realty_register owner_id=父 unit_no=U1 usage=residence area_m2=180.00 share_permille=1000
        - 只有一半份额
          realty_register owner_id=父 unit_no=U1 usage=residence area_m2=360.00 share_permille=500
        V44c 名下有商铺、车库或办公用房
        + 一处商铺 → 1.00 0.00 U9
          realty_register owner_id=父 unit_no=U9 usage=shop share_permille=1000
          = 名下登记有1处商铺、车库或办公用房，当地规定不得有，其中一处的单元号是U9。
        + 一处车库，没有单元号 → 1.00 0.00
          realty_register owner_id=父 cert_no=证9 usage=garage share_permille=1000
          = 名下登记有1处商铺、车库或办公用房，当地规定不得有。
        - 登记已经注销
          realty_register owner_id=父 unit_no=U9 usage=office share_permille=1000 status=cancelled
        - 老宅基地上的其他用房
          realty_register owner_id=父 unit_no=U9 usage=other share_permille=1000
        V49 企业认缴出资超过限额
        + 两家企业合起来多一分 → 100000.01 100000.00 信1
          enterprise_register uscc=信2 id_no=父 role=shareholder entity_type=company subscribed_capital=60000.00
          enterprise_register uscc=信1 id_no=母15 role=shareholder entity_type=company subscribed_capital=40000.01
          = 家庭成员在存续企业的认缴出资合计100,000.01元，超过限额100,000元，其中一家的统一社会信用代码是〔信1〕；停业的企业请说明后豁免。
        - 正好是限额
          enterprise_register uscc=信1 id_no=父 role=shareholder entity_type=company subscribed_capital=100000.00
        - 同一家企业又是法定代表人，不重复计算 & V49b
          enterprise_register uscc=信1 id_no=父 role=shareholder entity_type=company subscribed_capital=60000.00
          enterprise_register uscc=信1 id_no=父 role=representative entity_type=company subscribed_capital=60000.00
        - 企业已经吊销
          enterprise_register uscc=信1 id_no=父 role=shareholder entity_type=company subscribed_capital=900000.00 \
        status=revoked
        V50 金融资产超过限额
        + 四处合起来比二十四个月标准多一分，公积金早已停缴 → 72000.01 72000.00 1
          bank_balance id_no=父 product=fixed balance=60000.00
          securities_holding id_no=母 market_value=6000.00
          commercial_insurance id_no=父 cash_value=3000.00 annual_premium=100.00 claims_12_months=0.00
          housing_fund_account id_no=母 month=2025-01 contribution_base=1000.00 balance=3000.01
          = 存款、证券、保单现金价值和公积金余额合计72,000.01元，超过限额72,000元（涉及1个银行账户）。
        - 正好二十四个月标准
          bank_balance id_no=父 product=fixed balance=60000.00
          securities_holding id_no=母 market_value=6000.00
          commercial_insurance id_no=父 cash_value=3000.00 annual_premium=100.00 claims_12_months=0.00
          housing_fund_account id_no=母 month=2025-01 contribution_base=1000.00 balance=3000.00
        - 保单已经失效，公积金只看最近一个月
          bank_balance id_no=父 product=current balance=72000.00
          commercial_insurance id_no=父 cash_value=3000.00 annual_premium=100.00 claims_12_months=0.00 status=lapsed
          housing_fund_account id_no=母 month=2025-01 contribution_base=1000.00 balance=3000.00
          housing_fund_account id_no=母 month=2025-02 contribution_base=1000.00 balance=0.00
        V53 证券市值较高
        + 比提示线多一分 → 50000.01 50000.00
          securities_holding id_no=父 kind=share market_value=50000.00
          securities_holding id_no=子 kind=fund market_value=0.01
          = 家庭成员的证券市值合计50,000.01元，超过提示线50,000元；已并入金融资产计算。
        - 正好是提示线
          securities_holding id_no=父 kind=share market_value=50000.00
        V58 大型农机价值较高
        + 比限额多一分 → 50000.01 50000.00 1
          farm_machine id_no=父 machine_type=tractor price=50000.01
          = 家庭成员名下大型农机价值合计50,000.01元，超过限额50,000元，共1台；生产必需的请说明后豁免。
        - 正好是限额
          farm_machine id_no=父 machine_type=harvester price=50000.00
        - 小型农机不计
          farm_machine id_no=父 machine_type=small price=60000.00
        V63 名下有船舶
        + 五吨多一点的渔船 → 1.00 0.00 渔1
          ship_register owner_id=父 ship_no=渔1 ship_type=fishing gross_tonnage=5.01 share_permille=1000
          = 家庭成员名下登记有1艘船舶，当地规定不得有，其中一艘的登记号是渔1；生产必需的小型渔船不计。
        + 夫妻共有一艘货船 → 1.00 0.00 货1
          ship_register owner_id=父 ship_no=货1 ship_type=cargo gross_tonnage=1.00 share_permille=500
          ship_register owner_id=母 ship_no=货1 ship_type=cargo gross_tonnage=1.00 share_permille=500
          = 家庭成员名下登记有1艘船舶，当地规定不得有，其中一艘的登记号是货1；生产必需的小型渔船不计。
        - 五吨的渔船是生产必需的
          ship_register owner_id=父 ship_no=渔1 ship_type=fishing gross_tonnage=5.00 share_permille=1000
        - 已经报废
          ship_register owner_id=父 ship_no=货1 ship_type=cargo gross_tonnage=90.00 share_permille=1000 status=scrapped
        V81 有大额中奖
        + 三百六十四天前兑奖 → 30000.00 0.00
          lottery_prize id_no=父 prized_on=2025-06-16 amount=30000.00
          = 家庭成员近一年兑奖合计30,000元，按一次性收入核实。
        - 三百六十五天前
          lottery_prize id_no=父 prized_on=2025-06-15 amount=30000.00
        """
}
