extension NationalStory {
    /// Stories about what may only open a question.
    static let warning = """
        V05 因私出境较多
        + 第三次在今天 → 3.00 3.00
          exit_entry id_no=父 out_on=2025-06-16 in_on=2025-06-17 purpose=private
          exit_entry id_no=父 out_on=2026-01-01 in_on=2026-01-02 purpose=private
          exit_entry id_no=父 out_on=2026-06-15 purpose=private
          = 近一年因私出境3次，达到提示线3次，请了解费用由谁负担；只提示，不作为否决理由。
        - 一次在三百六十五天以前
          exit_entry id_no=父 out_on=2025-06-15 in_on=2025-06-15 purpose=private
          exit_entry id_no=父 out_on=2026-01-01 in_on=2026-01-02 purpose=private
          exit_entry id_no=父 out_on=2026-06-15 purpose=private
        - 一次是务工
          exit_entry id_no=父 out_on=2025-08-15 in_on=2025-08-15 purpose=labour
          exit_entry id_no=父 out_on=2026-01-01 in_on=2026-01-02 purpose=private
          exit_entry id_no=父 out_on=2026-06-15 purpose=private
        V05b 长期在境外
        + 出去一百八十一天没有回来 → 181.00 180.00
          exit_entry id_no=父 out_on=2025-12-16 purpose=labour
          = 近一年在境外合计181天，超过180天，请核实是否共同生活；只提示，不作为否决理由。
        + 前年出去一直没有回来 → 365.00 180.00
          exit_entry id_no=父 out_on=2024-01-01 purpose=private
          = 近一年在境外合计365天，超过180天，请核实是否共同生活；只提示，不作为否决理由。
        - 出去一百八十天
          exit_entry id_no=父 out_on=2025-12-17 purpose=labour
        - 前年出去，近一年里有一百八十天在外
          exit_entry id_no=父 out_on=2024-01-01 in_on=2025-12-12 purpose=labour
        V13 同一年内同一原因重复临时救助
        + 今年两次因病 → 2.00 1.00
          temporary_relief_payment id_no=父 cause=illness paid_on=2026-01-01
          temporary_relief_payment id_no=父 cause=illness paid_on=2026-05-01
          = 今年领取临时救助2次，只登记了1种原因，请核实是否同一事由。
        - 一次因病，一次因事故
          temporary_relief_payment id_no=父 cause=illness paid_on=2026-01-01
          temporary_relief_payment id_no=父 cause=accident paid_on=2026-05-01
        - 前一次在去年最后一天
          temporary_relief_payment id_no=父 cause=illness paid_on=2025-12-31
          temporary_relief_payment id_no=父 cause=illness paid_on=2026-05-01
        V13b 今年多次临时救助
        + 三次，原因各不相同 → 3.00 3.00
          temporary_relief_payment id_no=父 cause=illness paid_on=2026-01-01
          temporary_relief_payment id_no=父 cause=accident paid_on=2026-02-01
          temporary_relief_payment id_no=父 cause=spending paid_on=2026-05-01
          = 今年已领取临时救助3次，请了解是否应纳入低保。
        - 两次
          temporary_relief_payment id_no=父 cause=illness paid_on=2026-01-01
          temporary_relief_payment id_no=父 cause=accident paid_on=2026-02-01
        V16 近期在救助站得到过救助
        + 三百六十四天前进站 → 1.00 0.00 2025-06-16
          vagrant_relief id_no=父 in_on=2025-06-16
          = 近一年进过1次救助站，最近一次是2025年6月16日，请上门了解。
        - 三百六十五天前
          vagrant_relief id_no=父 in_on=2025-06-15
        V34 需要上门关怀
        + 在管 → 1.00 0.00
          severe_mental_disorder id_no=父 status=managed
          = 有需要上门关怀的情形，请由专人联系；对外不说明来源。
        - 管理已经结束
          severe_mental_disorder id_no=父 status=ended
        V40 就读高收费学校
        + 本学年多一分 → 20000.01 20000.00
          private_school_fee id_no=子 school_type=private school_year=2025 annual_fee=20000.01
          = 本学年学费合计20,000.01元，超过提示线20,000元，请了解由谁出资；只提示，不作为否决理由。
        - 正好
          private_school_fee id_no=子 school_type=private school_year=2025 annual_fee=20000.00
        - 上一学年的不算
          private_school_fee id_no=子 school_type=international school_year=2024 annual_fee=99999.00
        V46 因购房提取公积金或贷款
        + 三百六十四天前 → 1.00 0.00 2025-06-16
          housing_fund_withdrawal id_no=父 purpose=purchase done_on=2025-06-16
          = 近一年因购房提取公积金或贷款1次，最近一次是2025年6月16日，请核实住房情况；只提示，不作为否决理由。
        - 三百六十五天前
          housing_fund_withdrawal id_no=父 purpose=purchase done_on=2025-06-15
        - 因租房提取
          housing_fund_withdrawal id_no=父 purpose=rent done_on=2026-01-01
        V51 申请前有大额转出
        + 多一分 → 50000.01 50000.00
          bank_transactions id_no=父 month=2025-07 largest_out=50000.01
          bank_transactions id_no=父 month=2026-05 largest_out=1.00
          = 近十二个月最大一笔转出50,000.01元，超过提示线50,000元，请本人说明去向；只提示，不作为否决理由。
        - 正好
          bank_transactions id_no=父 month=2025-07 largest_out=50000.00
        - 去年六月的不算
          bank_transactions id_no=父 month=2025-06 largest_out=90000.00
        V52 有购车或购房贷款
        + 车贷还欠一分 → 1.00 0.00
          credit_record id_no=父 loan_type=car balance=0.01
          = 有1笔没有还清的购车或购房贷款，请与申报的车辆和住房核对；只提示，不作为否决理由。
        - 房贷已经还清
          credit_record id_no=父 loan_type=house balance=0.00
        - 助学贷款不问
          credit_record id_no=父 loan_type=study balance=90000.00
        V54 商业保险年保费较高
        + 多一分 → 10000.01 10000.00 1
          commercial_insurance id_no=父 annual_premium=10000.01 cash_value=0.00 claims_12_months=0.00
          = 名下有效保单年保费合计10,000.01元，超过提示线10,000元，共1份，请了解由谁缴费；只提示，不作为否决理由。
        - 正好
          commercial_insurance id_no=父 annual_premium=10000.00 cash_value=0.00 claims_12_months=0.00
        - 另一份已经失效
          commercial_insurance id_no=父 annual_premium=10000.00 cash_value=0.00 claims_12_months=0.00
          commercial_insurance id_no=父 annual_premium=10000.00 cash_value=0.00 claims_12_months=0.00 status=lapsed
        V67 近期受灾
        + 八十九天前受灾 → 89.00 90.00 2026-03-18
          disaster_relief id_no=父 stage=emergency happened_on=2026-03-18 amount=500.00
          = 于2026年3月18日受灾，请上门了解是否需要救助；救助款不计入收入。
        - 九十天前
          disaster_relief id_no=父 stage=emergency happened_on=2026-03-17 amount=500.00
        V72b 被列为被执行人
        + 一件没有结案 → 1.00 0.00 （2026）试0101执1号
          court_record id_no=父 kind=debtor case_no=（2026）试0101执1号 amount=90000.00
          = 有1件没有结案的执行案件，其中一件的案号是（2026）试0101执1号，请了解负债情况；只提示，不作为否决理由。
        - 已经结案
          court_record id_no=父 kind=debtor case_no=（2026）试0101执1号 amount=90000.00 status=closed
        V77 用电量偏高
        + 三个月一千五百零一度 → 1501.00 1500.00 2
          power_use holder_id=父 meter_no=D1 month=2026-04 kwh=1500
          power_use holder_id=母15 meter_no=D2 month=2026-06 kwh=1
          = 登记在成员名下的2个户号最近几个月共用电1501度，超过提示线1500度；只提示上门看看，不作为否决理由。
        - 三个月一千五百度
          power_use holder_id=父 meter_no=D1 month=2026-04 kwh=1500
          power_use holder_id=父 meter_no=D1 month=2026-03 kwh=9
        V77b 很久没有用电
        + 三个月为零 → 0.00 0.00 1
          power_use holder_id=父 meter_no=D1 month=2026-04 kwh=0
          power_use holder_id=父 meter_no=D1 month=2026-05 kwh=0
          = 登记在成员名下的1个户号最近几个月用电为零，请上门看看是否平安、是否居住在此。
        - 用了一度
          power_use holder_id=父 meter_no=D1 month=2026-04 kwh=1
        - 没有读数
        V78 水气热欠费
        + 三个月合起来多一分 → 200.01 200.00
          water_gas_heat_use holder_id=父 meter_no=S1 service=water month=2026-04 arrears=100.00
          water_gas_heat_use holder_id=父 meter_no=S2 service=gas month=2026-06 arrears=100.01
          = 最近几个月登记在成员名下的户号欠费合计200.01元，请上门了解是否有困难。
        - 正好
          water_gas_heat_use holder_id=父 meter_no=S1 service=water month=2026-04 arrears=200.00
        V79 通信资费较高
        + 上一季 → 1.00 0.00 2026-01
          telecom_tariff id_no=父 tariff_flag=high quarter_start=2026-01
          = 最近一季（自2026年1月起）通信资费属于高档，只提示核实，不作为否决理由。
        - 半年以前的一季
          telecom_tariff id_no=父 tariff_flag=high quarter_start=2025-12
        - 一般资费
          telecom_tariff id_no=父 tariff_flag=normal quarter_start=2026-04
        """
}
