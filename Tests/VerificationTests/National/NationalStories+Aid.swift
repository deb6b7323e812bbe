extension NationalStory {
    /// Stories about other aid that excludes this one, and spending that is deducted.
    static let aid = """
        V10 在两地享受低保
        + 本月起在第二个县享受 → 2.00 1.00 990101|990102
          dibao_award id_no=父 region_code=990101 from_month=2025-01
          dibao_award id_no=父 region_code=990102 from_month=2026-06
          = 同一月份在2个县享受低保（行政区划代码990101、990102），只能在一处享受，请核实。
        - 第二个县上月停了
          dibao_award id_no=父 region_code=990101 from_month=2025-01
          dibao_award id_no=父 region_code=990102 from_month=2025-01 to_month=2026-05
        V11 同时享受特困供养和低保
        + 本月两样都有 → 1.00 0.00 990101
          dibao_award id_no=父 region_code=990101 from_month=2025-01
          destitute_support id_no=父 region_code=990101 from_month=2026-06
          = 本月既享受特困供养又享受低保，只能享受一种，请核实。
        - 特困供养上月停了
          dibao_award id_no=父 region_code=990101 from_month=2026-06
          destitute_support id_no=父 region_code=990101 from_month=2025-01 to_month=2026-05
        V11b 特困人员又领残疾人两项补贴
        + 又领生活补贴 → 1.00 0.00 990101
          destitute_support id_no=父 region_code=990101 from_month=2026-01
          disability_allowance id_no=父 allowance=living from_month=2026-01
          = 享受特困供养，本月又有1项残疾人补贴，不能同时享受，请核实。
        - 补贴上月停了
          destitute_support id_no=父 region_code=990101 from_month=2026-01
          disability_allowance id_no=父 allowance=living from_month=2026-01 to_month=2026-05
        V14 同一种残疾人补贴重复领取
        + 两笔护理补贴 → 2.00 1.00
          disability_allowance id_no=父 allowance=nursing from_month=2025-01
          disability_allowance id_no=父 allowance=nursing from_month=2026-06
          = 本月同一种残疾人补贴有2笔，只应有一笔，请核实。
        + 两笔生活补贴 → 2.00 1.00
          disability_allowance id_no=父 allowance=living from_month=2025-01
          disability_allowance id_no=父 allowance=living from_month=2025-01 to_month=2026-06
          = 本月同一种残疾人补贴有2笔，只应有一笔，请核实。
        - 两种可以同领
          disability_allowance id_no=父 allowance=nursing from_month=2025-01
          disability_allowance id_no=父 allowance=living from_month=2025-01
        V14b 孤儿又领困难残疾人生活补贴
        + 孤儿领生活补贴 → 1.00 0.00
          orphan_unattended_child id_no=子 category=orphan from_month=2026-01
          disability_allowance id_no=子 allowance=living from_month=2026-01
          = 本月领取孤儿基本生活费，又有1笔困难残疾人生活补贴，不能同时享受，请核实；护理补贴不受影响。
        - 孤儿可以领护理补贴
          orphan_unattended_child id_no=子 category=orphan from_month=2026-01
          disability_allowance id_no=子 allowance=nursing from_month=2026-01
        - 孤儿基本生活费上月停了
          orphan_unattended_child id_no=子 category=orphan from_month=2025-01 to_month=2026-05
          disability_allowance id_no=子 allowance=living from_month=2026-01
        V15 孤儿或事实无人抚养儿童又享受特困供养
        + 本月两样都有 → 1.00 0.00 990101
          orphan_unattended_child id_no=子 category=unattended from_month=2026-01
          destitute_support id_no=子 region_code=990101 from_month=2026-06
          = 本月既领儿童基本生活费又享受特困供养，只能享受一种，请核实。
        - 特困供养上月停了
          orphan_unattended_child id_no=子 category=unattended from_month=2026-06
          destitute_support id_no=子 region_code=990101 from_month=2025-01 to_month=2026-05
        V18 一年内多次医疗类慈善资助
        + 两笔 → 2.00 1.00
          charity_aid id_no=父 purpose=medical paid_on=2025-06-16
          charity_aid id_no=父 purpose=medical paid_on=2026-06-15
          = 近一年得到2笔医疗类慈善资助；资助从刚性支出中扣除，请避免重复帮扶。
        - 一笔医疗，一笔助学
          charity_aid id_no=父 purpose=medical paid_on=2025-06-16
          charity_aid id_no=父 purpose=education paid_on=2026-06-15
        V23b 工伤护理费与残疾人两项补贴重复
        + 又领护理补贴 → 300.00 0.00 2026-05
          work_injury_benefit id_no=父 month=2026-05 pension_amount=0.00 nursing_amount=300.00
          disability_allowance id_no=父 allowance=nursing from_month=2026-01
          = 2026年5月领取工伤生活护理费300元，又领残疾人补贴，不能同时享受，请核实。
        + 又领生活补贴 → 0.01 0.00 2026-05
          work_injury_benefit id_no=父 month=2026-05 pension_amount=0.00 nursing_amount=0.01
          disability_allowance id_no=父 allowance=living from_month=2026-01
          = 2026年5月领取工伤生活护理费0.01元，又领残疾人补贴，不能同时享受，请核实。
        - 没有护理费
          work_injury_benefit id_no=父 month=2026-05 pension_amount=300.00 nursing_amount=0.00
          disability_allowance id_no=父 allowance=nursing from_month=2026-01
        - 补贴上月停了
          work_injury_benefit id_no=父 month=2026-05 pension_amount=0.00 nursing_amount=300.00
          disability_allowance id_no=父 allowance=nursing from_month=2026-01 to_month=2026-05
        V26 无正当理由连续拒绝介绍的工作
        + 第三次 → 3.00 3.00 2026-03-01
          job_offer id_no=父 offered_on=2025-12-01 result=accepted
          job_offer id_no=父 offered_on=2026-01-01 result=refused
          job_offer id_no=父 offered_on=2026-02-01 result=refused
          job_offer id_no=父 offered_on=2026-03-01 result=refused
          = 已连续3次无正当理由拒绝介绍的工作，最近一次是2026年3月1日；由民政部门决定减发或停发本人的低保金，不影响其他成员。
        - 中间一次有正当理由
          job_offer id_no=父 offered_on=2026-01-01 result=refused
          job_offer id_no=父 offered_on=2026-01-15 result=justified
          job_offer id_no=父 offered_on=2026-02-01 result=refused
          job_offer id_no=父 offered_on=2026-03-01 result=refused
        - 还没有答复的不算
          job_offer id_no=父 offered_on=2026-01-01 result=refused
          job_offer id_no=父 offered_on=2026-02-01 result=refused
          job_offer id_no=父 offered_on=2026-03-01 result=pending
        - 不是低保家庭
          household program=marginal
          job_offer id_no=父 offered_on=2026-01-01 result=refused
          job_offer id_no=父 offered_on=2026-02-01 result=refused
          job_offer id_no=父 offered_on=2026-03-01 result=refused
        V28 医疗自付负担重
        + 扣除报销、救助、资助和理赔以后正好两万元 → 20000.00 20000.00 1
          medical_settlement id_no=子 settled_on=2025-06-16 self_paid=30000.00
          critical_illness_reimbursement id_no=子 paid_on=2026-01-01 amount=4000.00
          medical_aid id_no=子 paid_on=2026-01-01 amount=3000.00
          charity_aid id_no=父 purpose=medical paid_on=2026-01-01 amount=1000.00
          charity_medical_study_aid id_no=子 purpose=medical paid_on=2026-01-01 amount=1000.00
          commercial_insurance id_no=父 kind=medical annual_premium=0.00 cash_value=0.00 claims_12_months=1000.00
          = 近一年医疗自付扣除已查到的大病报销、医疗救助、慈善资助和商业保险理赔后为20,000元，达到提示线20,000元，共1次结算，请了解是否需要帮助。
        - 再多扣一分大病报销
          medical_settlement id_no=子 settled_on=2025-06-16 self_paid=20000.00
          critical_illness_reimbursement id_no=子 paid_on=2026-01-01 amount=0.01
        - 再多扣一分医疗救助
          medical_settlement id_no=子 settled_on=2025-06-16 self_paid=20000.00
          medical_aid id_no=子 paid_on=2026-01-01 amount=0.01
        - 再多扣一分慈善资助
          medical_settlement id_no=子 settled_on=2025-06-16 self_paid=20000.00
          charity_aid id_no=父 purpose=medical paid_on=2026-01-01 amount=0.01
        - 再多扣一分红十字会资助
          medical_settlement id_no=子 settled_on=2025-06-16 self_paid=20000.00
          charity_medical_study_aid id_no=子 purpose=medical paid_on=2026-01-01 amount=0.01
        - 再多扣一分医疗险理赔
          medical_settlement id_no=子 settled_on=2025-06-16 self_paid=20000.00
          commercial_insurance id_no=子 kind=medical annual_premium=0.00 cash_value=0.00 claims_12_months=0.01
        + 助学资助和财产险理赔不从医疗自付中扣 → 20000.00 20000.00 1
          medical_settlement id_no=子 settled_on=2025-06-16 self_paid=20000.00
          charity_medical_study_aid id_no=子 purpose=education paid_on=2026-01-01 amount=5000.00
          commercial_insurance id_no=父 kind=property annual_premium=0.00 cash_value=0.00 claims_12_months=5000.00
          = 近一年医疗自付扣除已查到的大病报销、医疗救助、慈善资助和商业保险理赔后为20,000元，达到提示线20,000元，共1次结算，请了解是否需要帮助。
        - 三百六十五天前结算的不算
          medical_settlement id_no=子 settled_on=2025-06-15 self_paid=90000.00
        + 收入较高的，比年收入的一半多一分 → 24000.01 24000.00 1
          member 父 declared_income=4000.00
          member 母 declared_income=0.00
          medical_settlement id_no=子 settled_on=2026-01-01 self_paid=24000.01
          = 近一年医疗自付扣除已查到的大病报销、医疗救助、慈善资助和商业保险理赔后为24,000.01元，达到提示线24,000元，共1次结算，请了解是否需要帮助。
        - 收入较高的，正好是年收入的一半
          member 父 declared_income=4000.00
          member 母 declared_income=0.00
          medical_settlement id_no=子 settled_on=2026-01-01 self_paid=24000.00
        V30 同一次结算重复医疗救助
        + 一次结算两笔 → 2.00 1.00
          medical_aid id_no=父 settlement_no=S1 paid_on=2025-06-16
          medical_aid id_no=父 settlement_no=S1 paid_on=2026-01-01
          = 近一年有2笔医疗救助，只涉及1次结算，请核实是否重复。
        - 两次结算各一笔
          medical_aid id_no=父 settlement_no=S1 paid_on=2025-06-16
          medical_aid id_no=父 settlement_no=S2 paid_on=2026-01-01
        V41 租住公租房而名下有住房
        + 母亲名下有一套 → 1.00 0.00 U1
          public_rental id_no=父 form=rental from_date=2024-01-01 to_date=2026-06-15
          realty_register owner_id=母 unit_no=U1 usage=residence area_m2=50.00 share_permille=1000
          = 在租公租房或领租赁补贴，名下又登记有1套住房，请向住房部门核实。
        - 租赁昨天结束
          public_rental id_no=父 form=rental from_date=2024-01-01 to_date=2026-06-14
          realty_register owner_id=母 unit_no=U1 usage=residence area_m2=50.00 share_permille=1000
        - 名下没有住房
          public_rental id_no=父 form=subsidy from_date=2024-01-01 monthly_subsidy=300.00
        V76 两处医疗类慈善资助
        + 两处都有 → 1.00 0.00
          charity_medical_study_aid id_no=父 purpose=medical paid_on=2025-06-16
          charity_aid id_no=父 purpose=medical paid_on=2025-06-16
          = 近一年既有慈善机构又有红十字会的医疗资助，请核实用途，避免重复并从支出中扣除。
        - 红十字会的是助学
          charity_medical_study_aid id_no=父 purpose=education paid_on=2026-01-01
          charity_aid id_no=父 purpose=medical paid_on=2026-01-01
        V82 有骗取救助的失信记录
        + 没有修复 → 1.00 0.00 2025-01-01
          credit_pledge id_no=父 kind=fraud recorded_on=2025-01-01
          = 于2025年1月1日被认定骗取救助，信用还没有修复；不能再走容缺审批，其他程序照常。
        - 已经修复
          credit_pledge id_no=父 kind=fraud recorded_on=2025-01-01 status=repaired
        - 别的失信不关救助
          credit_pledge id_no=父 kind=debtor recorded_on=2025-01-01
        = 不计入收入的给付和只供核算的记录，什么也不提示
        - 优抚金、奖扶金、移民扶持、助学、救助和补贴
          preferential_payment id_no=父 class=伤残 monthly_amount=9999.00 from_month=2020-01
          birth_planning_award id_no=父 kind=special year=2026 amount=99999.00
          reservoir_resettlement id_no=父 year=2025 amount=99999.00
          student_aid id_no=子 project=国家助学金 year=2025 amount=99999.00
          student_loan id_no=父 year=2025 amount=99999.00
          temporary_relief_payment id_no=父 cause=illness paid_on=2026-01-01 amount=99999.00
          disability_allowance id_no=父 allowance=nursing monthly_amount=9999.00 from_month=2020-01
          orphan_unattended_child id_no=子 category=unattended monthly_amount=9999.00 from_month=2020-01
          disaster_relief id_no=父 paid_on=2026-06-01 amount=99999.00
          charity_aid id_no=父 purpose=living paid_on=2026-01-01 amount=99999.00
          charity_medical_study_aid id_no=子 purpose=education paid_on=2026-01-01 amount=99999.00
          hardship_worker id_no=母 year=2026 aid_amount=99999.00
          women_children_aid id_no=母 project=春蕾 paid_on=2026-01-01 amount=99999.00
          rehabilitation_aid id_no=父 paid_on=2026-01-01 amount=99999.00
          legal_aid id_no=父 granted_on=2026-01-01
          public_rental id_no=父 form=subsidy from_date=2024-01-01 monthly_subsidy=9999.00
          dilapidated_rebuild id_no=父 grade=C year=2025 subsidy=99999.00
        """
}
