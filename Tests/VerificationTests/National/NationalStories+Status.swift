extension NationalStory {
    /// Stories about who somebody is, whether they live, and with whom.
    static let status = """
        V01 没有户籍登记
        + 户籍里查不到这个号码 → 0.00 1.00
          !hukou_register 父
          = 户籍登记中查不到这个身份号码，也没有死亡登记，请核对身份号码；不得据此不予受理。
        - 查不到户籍，但有死亡登记 & V02
          !hukou_register 父
          death_cancellation id_no=父 died_on=2026-06-01 cancelled_on=2026-06-02
        V01b 姓名与户籍登记不符
        + 户籍上是另一个字 → 1.00 0.00 傅
          !hukou_register 父
          hukou_register id_no=父 name=傅
          = 户籍登记的姓名是傅，与申报的写法不同，请人工核实；不得据此不予受理。
        - 一字不差
        V01c 户籍已注销
        + 出国定居 → 1.00 0.00 emigration
          !hukou_register 父
          hukou_register id_no=父 name=父 status=cancelled cancel_reason=emigration
          = 户籍已经注销（原因：出国定居），请核实本人情况。
        + 注销了，没有写原因 → 1.00 0.00
          !hukou_register 父
          hukou_register id_no=父 name=父 status=cancelled
          = 户籍已经注销，请核实本人情况。
        - 重户注销了一条，另一条在册
          hukou_register id_no=父 name=父 status=cancelled cancel_reason=duplicate
        - 因死亡注销的由死亡核对来说
          !hukou_register 父
          hukou_register id_no=父 name=父 status=cancelled cancel_reason=death
        V02 已因死亡注销户口
        + 当天去世 → 0.00 0.00 2026-06-15
          death_cancellation id_no=父 died_on=2026-06-15 cancelled_on=2026-06-15
          = 登记的死亡或注销日期是2026年6月15日；自死亡次月起停发，多发的追回。
        + 没有登记死亡日期，从注销日期看 → 5.00 0.00 2026-06-10
          death_cancellation id_no=父 cancelled_on=2026-06-10
          = 登记的死亡或注销日期是2026年6月10日，已过5天；自死亡次月起停发，多发的追回。
        - 日期在次日
          death_cancellation id_no=父 died_on=2026-06-16 cancelled_on=2026-06-16
        V03 居住证签注已过期
        + 昨天到期 → 1.00 0.00 2026-06-14
          residence_permit id_no=父 region_code=990102 endorsed_until=2026-06-14
          = 居住证签注已于2026年6月14日到期，使用功能中止；请提醒补办，补办后恢复。
        - 今天到期
          residence_permit id_no=父 region_code=990102 endorsed_until=2026-06-15
        - 旧的过期，另有一本有效
          residence_permit id_no=父 region_code=990102 endorsed_until=2026-06-14
          residence_permit id_no=父 region_code=990103 endorsed_until=2027-01-01
        V06 正在拘留或强制隔离戒毒
        + 没有写结束日期 → 1.00 0.00 2026-01-01
          custody_register id_no=父 measure=isolation from_date=2026-01-01
          = 自2026年1月1日起有拘留或强制隔离戒毒的在册记录。强制隔离戒毒期间不计入共同生活成员，拘留的按当地规定核实；家里有孩子的，请核实是否无人抚养。
        + 今天结束 → 1.00 0.00 2026-06-01
          custody_register id_no=父 measure=detention from_date=2026-06-01 to_date=2026-06-15
          = 自2026年6月1日起有拘留或强制隔离戒毒的在册记录。强制隔离戒毒期间不计入共同生活成员，拘留的按当地规定核实；家里有孩子的，请核实是否无人抚养。
        - 昨天结束
          custody_register id_no=父 measure=isolation from_date=2026-01-01 to_date=2026-06-14
        V07 配偶不在申报的家庭之内
        + 配偶住在别处，登记证没有字号 → 1.00 0.00 外
          marriage_register kind=marriage id_a=父 id_b=外 registered_on=2010-01-01
          = 婚姻登记的配偶（身份号码〔外〕）不在本户，也没有查到已经去世，请核实是否共同生活。
        - 配偶就在户内
          marriage_register kind=marriage id_a=父 id_b=母 registered_on=2010-01-01 cert_no=J1
        - 后来离了婚
          marriage_register kind=marriage id_a=父 id_b=外 registered_on=2010-01-01 cert_no=J1
          marriage_register kind=divorce id_a=父 id_b=外 registered_on=2015-01-01 cert_no=J2
        - 配偶已经去世
          marriage_register kind=marriage id_a=父 id_b=外 registered_on=2010-01-01 cert_no=J1
          death_cancellation id_no=外 died_on=2020-01-01 cancelled_on=2020-01-02
        - 配偶已经火化，户口还没有注销
          marriage_register kind=marriage id_a=外 id_b=母 registered_on=2010-01-01 cert_no=J1
          cremation id_no=外 cremated_on=2026-06-01
        V07b 近期离婚
        + 三百六十四天以前 → 364.00 365.00 2025-06-16
          marriage_register kind=divorce id_a=父 id_b=外 registered_on=2025-06-16 cert_no=J1
          = 于2025年6月16日登记离婚，不满365天，请核实是否仍共同生活。
        - 正好三百六十五天
          marriage_register kind=divorce id_a=父 id_b=外 registered_on=2025-06-15 cert_no=J1
        V08 收养人不在申报的家庭之内
        + 收养孩子的人住在别处 → 1.00 0.00 外
          adoption_register child_id=子 adopter_id=外 registered_on=2018-01-01
          = 登记的收养人（身份号码〔外〕）不在本户，请核实由谁抚养。
        + 明天满十八岁 → 1.00 0.00 外
          member 弱
          adoption_register child_id=弱 adopter_id=外 registered_on=2018-01-01
          = 登记的收养人（身份号码〔外〕）不在本户，请核实由谁抚养。
        - 今天满十八岁
          member 冠
          adoption_register child_id=冠 adopter_id=外 registered_on=2018-01-01
        - 夫妻共同收养，一方在户内
          adoption_register child_id=子 adopter_id=外 registered_on=2018-01-01
          adoption_register child_id=子 adopter_id=父 registered_on=2018-01-01
        - 被收养的人早已成年
          adoption_register child_id=父 adopter_id=外 registered_on=1985-01-01
        - 收养关系已经解除
          adoption_register child_id=子 adopter_id=外 registered_on=2018-01-01 status=ended
        V09 已火化
        + 十天前火化 → 10.00 0.00 2026-06-05
          cremation id_no=父 cremated_on=2026-06-05
          = 登记于2026年6月5日火化，已过10天；请先停发再核实。
        - 日期在次日
          cremation id_no=父 cremated_on=2026-06-16
        V12 边缘或刚性支出认定快到期
        + 还有三十天 → 30.00 30.00 2026-07-15
          marginal_rigid_household id_no=父 valid_from=2025-07-16 valid_to=2026-07-15
          = 低保边缘或刚性支出困难家庭的认定还有30天到期（有效期至2026年7月15日），请提醒重新申请。
        + 今天到期 → 0.00 30.00 2026-06-15
          marginal_rigid_household id_no=父 valid_from=2025-06-16 valid_to=2026-06-15
          = 低保边缘或刚性支出困难家庭的认定今天到期（有效期至2026年6月15日），请提醒重新申请。
        - 还有三十一天
          marginal_rigid_household id_no=父 valid_from=2025-07-17 valid_to=2026-07-16
        - 没有写到期日
          marginal_rigid_household id_no=父 valid_from=2025-07-17
        V22b 近期失业
        + 八十九天前登记失业 → 89.00 90.00 2026-03-18
          unemployment id_no=父 registered_on=2026-03-18 amount=0.00
          = 于2026年3月18日登记失业，请上门了解是否需要救助和就业帮助。
        - 九十天前
          unemployment id_no=父 registered_on=2026-03-17 amount=0.00
        V27 没有参加基本医保
        + 今年没有参保 → 0.00 1.00
          !medical_insurance_enrolment 父
          medical_insurance_enrolment id_no=父 year=2025
          = 没有查到今年在保的基本医保，请帮助参保，符合条件的给予资助。
        + 今年的参保已暂停 → 0.00 1.00
          !medical_insurance_enrolment 父
          medical_insurance_enrolment id_no=父 year=2026 status=suspended
          = 没有查到今年在保的基本医保，请帮助参保，符合条件的给予资助。
        - 今年在保
        V31 重特大疾病患者可以单独申请
        + 边缘家庭里的重特大疾病患者 → 1.00 0.00
          household program=marginal
          serious_illness_filing id_no=父 severity=serious approved_on=2020-01-01 expires_on=2026-06-15
          = 已备案为重特大疾病患者，家庭属于低保边缘，可以按单人户申请低保。
        - 备案昨天到期
          household program=marginal
          serious_illness_filing id_no=父 severity=serious approved_on=2020-01-01 expires_on=2026-06-14
        - 只是门诊慢特病
          household program=marginal
          serious_illness_filing id_no=父 severity=chronic approved_on=2020-01-01
        - 已经是低保家庭
          serious_illness_filing id_no=父 severity=serious approved_on=2020-01-01
        V32 家里新添了孩子
        + 八十九天前出生 → 89.00 90.00 2026-03-18
          birth_certificate mother_id=母 born_on=2026-03-18
          = 于2026年3月18日有孩子出生，请核实并从出生当月计入成员。
        - 九十天前
          birth_certificate mother_id=母 born_on=2026-03-17
        V33 已有死亡医学证明
        + 昨天去世，户口还没有注销 → 1.00 0.00 2026-06-14
          death_certificate id_no=父 died_on=2026-06-14
          = 死亡医学证明记载于2026年6月14日死亡，已过1天；请先停发再核实。
        - 日期在次日
          death_certificate id_no=父 died_on=2026-06-16
        V36 学龄儿童没有学籍
        + 十岁，只有前年的学籍 → 10.00 7.00
          !pupil_register 子
          pupil_register id_no=子 school_year=2024
          = 已满10岁，没有查到在读学籍，请联系教育部门帮助入学。
        + 今天满七岁 → 7.00 7.00
          member 童
          = 已满7岁，没有查到在读学籍，请联系教育部门帮助入学。
        + 明天满十六岁 → 15.00 7.00
          member 青
          = 已满15岁，没有查到在读学籍，请联系教育部门帮助入学。
        - 明天满七岁
          member 幼
        - 今天满十六岁
          member 少
        - 本学年在读
        - 初中毕业了
          !pupil_register 子
          pupil_register id_no=子 stage=junior school_year=2024 status=graduated
        V37 近期毕业
        + 三百六十四天前毕业 → 364.00 365.00 2025-06-16
          higher_student_register id_no=父 level=bachelor status=graduated expected_end_on=2025-06-16
          = 于2025年6月16日毕业，请复核是否仍计入共同生活成员、有没有劳动能力。
        - 三百六十五天前
          higher_student_register id_no=父 level=bachelor status=graduated expected_end_on=2025-06-15
        - 还在读
          higher_student_register id_no=父 level=bachelor status=active expected_end_on=2026-06-01
        V59 防返贫监测对象还没有得到基本生活救助
        + 监测中，风险没有消除 → 1.00 0.00 2025-03-01
          household program=monitored
          poverty_return_watch id_no=父 identified_on=2025-03-01 status=watched
          = 自2025年3月1日起是防返贫监测对象，风险还没有消除，请主动告知政策、帮助申请。
        - 风险已经消除
          household program=monitored
          poverty_return_watch id_no=父 identified_on=2025-03-01 status=resolved
        - 已经享受低保
          poverty_return_watch id_no=父 identified_on=2025-03-01 status=watched
        V64 重度残疾未领护理补贴
        + 肢体二级、智力三级，没有护理补贴 → 2.00 2.00 4
          disability_card id_no=父 card_no=Z1 category=4 level=2
          disability_card id_no=父 card_no=Z2 category=5 level=3
          = 登记为肢体残疾2级，没有领护理补贴，请主动告知。
        - 三级
          disability_card id_no=父 card_no=Z1 category=4 level=3
        - 已领护理补贴
          disability_card id_no=父 card_no=Z1 category=4 level=1
          disability_allowance id_no=父 allowance=nursing from_month=2026-06
        - 特困人员不能领
          disability_card id_no=父 card_no=Z1 category=4 level=1
          destitute_support id_no=父 region_code=990101 from_month=2026-01
        - 领工伤护理费的不能领
          disability_card id_no=父 card_no=Z1 category=4 level=1
          work_injury_benefit id_no=父 month=2026-05 pension_amount=0.00 nursing_amount=0.01
        V70 正在服刑
        + 刑期到今天 → 1.00 0.00 2020-01-01
          prison_register id_no=父 measure=prison from_date=2020-01-01 to_date=2026-06-15
          = 自2020年1月1日起正在服刑，服刑期间不计入共同生活成员；暂予监外执行、已经回家的请说明。
        - 昨天刑满
          prison_register id_no=父 measure=prison from_date=2020-01-01 to_date=2026-06-14
        - 社区矫正仍是家里的人
          prison_register id_no=父 measure=community from_date=2020-01-01
        V70b 近期刑满释放
        + 八十九天前释放 → 89.00 90.00 2026-03-18
          prison_register id_no=父 measure=released from_date=2026-03-18
          = 于2026年3月18日刑满释放，请核实是否重新计入成员、需要哪些帮助。
        - 九十天前
          prison_register id_no=父 measure=released from_date=2026-03-17
        V83 满三年的宗教教职人员可以单独申请
        + 今天满三年 → 3.00 3.00 2023-06-15
          clergy_register id_no=父 started_on=2023-06-15
          = 自2023年6月15日起住在宗教活动场所，已满3年；满3年的不计入家庭成员，生活困难的可以单独申请。
        - 明天满三年
          clergy_register id_no=父 started_on=2023-06-16
        - 已经离开
          clergy_register id_no=父 started_on=2020-01-01 ended_on=2026-06-15
        """
}
