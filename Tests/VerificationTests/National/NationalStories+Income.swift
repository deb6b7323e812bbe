extension NationalStory {
    /// Stories about what a person earns or draws.
    static let income = """
        V17 在社会组织有报酬的任职
        + 领取报酬 → 1.00 0.00 信1
          social_organization_officer id_no=父 uscc=信1 is_paid=yes
          = 在1个社会组织任职并领取报酬，其中一个的统一社会信用代码是〔信1〕，请核算收入。
        - 不领报酬
          social_organization_officer id_no=父 uscc=信1 is_paid=no
        - 没有填是否领取报酬
          social_organization_officer id_no=父 uscc=信1
        V19 缴费基数高于申报收入
        + 半年平均多一分 → 1200.01 1200.00 D1
          employee_insurance id_no=父 employer_code=D1 month=2026-01 contribution_base=7200.06
          = 最近几个月缴费基数平均每月1,200.01元，高于申报收入加容差后的1,200元（单位编号D1），请核实工资。
        - 半年平均不到多一分
          employee_insurance id_no=父 employer_code=D1 month=2026-01 contribution_base=7200.05
        - 七个月以前的不算
          employee_insurance id_no=父 employer_code=D1 month=2025-12 contribution_base=99999.00
        - 暂停的月份不算
          employee_insurance id_no=父 month=2026-05 contribution_base=99999.00 status=suspended
        V20 养老金高于申报
        + 多一分 → 50.01 50.00 2026-05
          pension_payment id_no=父 pension_type=employee month=2026-05 amount=50.01
          pension_payment id_no=父 pension_type=employee month=2026-04 amount=9999.00
          = 2026年5月的养老金为50.01元，高于申报数加容差后的50元。
        - 正好
          pension_payment id_no=父 pension_type=civilServant month=2026-05 amount=50.00
        + 数据晚到，最近一个月是四月 → 50.01 50.00 2026-04
          pension_payment id_no=父 pension_type=employee month=2026-04 amount=50.01
          = 2026年4月的养老金为50.01元，高于申报数加容差后的50元。
        - 三个月前就停了
          pension_payment id_no=父 pension_type=employee month=2026-03 amount=9999.00
        - 城乡居民养老金另有规定
          pension_payment id_no=父 pension_type=resident month=2026-05 amount=193.00
        V21 城乡居民养老金应计部分高于申报
        + 个人账户部分多一分 → 50.01 50.00 2026-05
          resident_pension id_no=父 month=2026-05 basic_amount=143.00 account_amount=50.01 status=active
          = 2026年5月的城乡居民养老金，扣除国家统一的基础养老金后为50.01元，高于申报数加容差后的50元。
        + 地方加发的基础养老金要计入 → 50.01 50.00 2026-05
          resident_pension id_no=父 month=2026-05 basic_amount=193.01 account_amount=0.00 status=active
          = 2026年5月的城乡居民养老金，扣除国家统一的基础养老金后为50.01元，高于申报数加容差后的50元。
        - 国家统一的基础养老金不计
          resident_pension id_no=父 month=2026-05 basic_amount=143.00 account_amount=50.00 status=active
        - 基础部分不足的不倒扣
          resident_pension id_no=父 month=2026-05 basic_amount=93.00 account_amount=50.00 status=active
        - 还在缴费
          resident_pension id_no=父 month=2026-05 basic_amount=0.00 account_amount=9999.00 status=contributing
        V21b 同时领取两种养老金
        + 五月都在领 → 2.00 1.00 2026-05
          resident_pension id_no=父 month=2026-05 basic_amount=143.00 account_amount=1.00 status=active
          pension_payment id_no=父 pension_type=employee month=2026-05 amount=1.00
          = 到2026年5月仍同时领取城乡居民养老金和职工养老金，请向社保机构核实。
        - 四月转为职工养老
          resident_pension id_no=父 month=2026-04 basic_amount=143.00 account_amount=1.00 status=active
          pension_payment id_no=父 pension_type=employee month=2026-05 amount=1.00
        - 职工养老金已暂停
          resident_pension id_no=父 month=2026-05 basic_amount=143.00 account_amount=1.00 status=active
          pension_payment id_no=父 pension_type=employee month=2026-05 amount=1.00 status=suspended
        V22 失业保险金高于申报收入
        + 多一分 → 1000.01 1000.00 2026-05
          unemployment id_no=父 month=2026-05 amount=1000.01
          = 2026年5月领取失业保险金1,000.01元，高于申报收入1,000元。
        + 没有申报收入 → 0.01 0.00 2026-05
          member 父 declared_income=0.00
          unemployment id_no=父 month=2026-05 amount=0.01
          = 2026年5月领取失业保险金0.01元，没有申报收入。
        - 正好
          unemployment id_no=父 month=2026-05 amount=1000.00
        - 三个月前就停了
          unemployment id_no=父 month=2026-03 amount=9999.00
        V23 工伤待遇高于申报
        + 多一分 → 1200.01 1200.00 2026-05
          work_injury_benefit id_no=父 month=2026-05 pension_amount=1200.01 nursing_amount=0.00
          = 2026年5月的伤残津贴为1,200.01元，高于申报收入加容差后的1,200元。
        - 正好
          work_injury_benefit id_no=父 month=2026-05 pension_amount=1200.00 nursing_amount=0.00
        V24 新近就业
        + 八十九天前开始 → 89.00 90.00 2026-03-18
          employment_contract id_no=父 started_on=2026-03-18
          = 于2026年3月18日开始就业，已89天，请复核收入；收入超过标准的，按当地规定给予渐退期。
        - 九十天前
          employment_contract id_no=父 started_on=2026-03-17
        - 昨天已经结束
          employment_contract id_no=父 started_on=2026-03-18 ended_on=2026-06-14
        V24b 合同工资高于申报收入
        + 两份合同合起来多一分 → 1200.01 1200.00
          employment_contract id_no=父 started_on=2024-01-01 monthly_wage=1200.00
          employment_contract id_no=父 started_on=2024-01-01 ended_on=2026-06-15 monthly_wage=0.01
          = 在履行的劳动合同月工资合计1,200.01元，高于申报收入加容差后的1,200元。
        - 正好
          employment_contract id_no=父 started_on=2024-01-01 monthly_wage=1200.00
        V25 公益性岗位报酬高于申报收入
        + 多一分 → 1200.01 1200.00 2026-05
          public_welfare_post id_no=父 month=2026-05 amount=1200.01
          = 2026年5月的公益性岗位报酬为1,200.01元，高于申报收入加容差后的1,200元；当地规定不计入的部分请扣除。
        - 正好
          public_welfare_post id_no=父 month=2026-05 amount=1200.00
        - 三个月前就不做了
          public_welfare_post id_no=父 month=2026-03 amount=9999.00
        V43c 房租收入高于申报
        + 多一分 → 1000.01 1000.00
          realty_contract kind=lease seller_id=父 monthly_rent=1000.01
          = 备案的出租房屋月租金合计1,000.01元，高于申报收入1,000元。
        - 正好
          realty_contract kind=lease seller_id=父 buyer_id=外 monthly_rent=1000.00
        V45 公积金缴存基数高于申报收入
        + 多一分 → 1200.01 1200.00 2026-05
          housing_fund_account id_no=父 month=2026-05 contribution_base=1200.01
          = 2026年5月的公积金缴存基数为1,200.01元，高于申报收入加容差后的1,200元。
        - 正好
          housing_fund_account id_no=父 month=2026-05 contribution_base=1200.00
        - 七个月以前的不算
          housing_fund_account id_no=父 month=2025-12 contribution_base=9999.00
        V47 纳税收入高于申报收入
        + 一年里多一分 → 14400.01 14400.00
          personal_income_tax id_no=父 income_type=labour month=2025-07 income=14400.01
          = 近十二个月申报纳税的收入合计14,400.01元，高于按申报收入推算的14,400元，请核实。
        + 没有申报收入 → 0.01 0.00
          member 父 declared_income=0.00
          personal_income_tax id_no=父 income_type=author month=2026-06 income=0.01
          = 近十二个月申报纳税的收入合计0.01元，没有申报收入，请核实。
        - 正好是申报的1.2倍
          personal_income_tax id_no=父 income_type=labour month=2025-07 income=14400.00
        - 去年六月的不算
          personal_income_tax id_no=父 income_type=wage month=2025-06 income=99999.00
        V48 名下企业有营业收入
        + 个体户有一分钱收入 → 1.00 0.00 信1
          enterprise_register uscc=信1 id_no=父 role=operator entity_type=selfEmployed
          enterprise_tax uscc=信1 month=2025-07 revenue=0.01
          = 名下有1家企业或个体户近十二个月申报了营业收入，其中一家的统一社会信用代码是〔信1〕，请核算经营净收入。
        - 零申报
          enterprise_register uscc=信1 id_no=父 role=operator entity_type=selfEmployed
          enterprise_tax uscc=信1 month=2026-05 revenue=0.00
        - 只是合作社的普通成员
          enterprise_register uscc=信1 id_no=父 role=member entity_type=cooperative
          enterprise_tax uscc=信1 month=2026-05 revenue=90000.00
        - 收入在去年六月
          enterprise_register uscc=信1 id_no=父 role=operator entity_type=selfEmployed
          enterprise_tax uscc=信1 month=2025-06 revenue=90000.00
        V49b 担任企业法定代表人
        + 一家存续的企业 → 1.00 0.00 信1
          enterprise_register uscc=信1 id_no=父 role=representative entity_type=company
          = 登记为1家存续企业的法定代表人，其中一家的统一社会信用代码是〔信1〕；停业的企业请说明后豁免。
        - 经营异常的企业
          enterprise_register uscc=信1 id_no=父 role=representative entity_type=company status=abnormal
        - 个体工商户
          enterprise_register uscc=信1 id_no=父 role=operator entity_type=selfEmployed
        V55 涉农补贴较多
        + 多一分 → 3000.01 3000.00 2
          farm_subsidy_card id_no=父 item=land paid_on=2025-06-16 amount=3000.00
          farm_subsidy_card id_no=父 item=grain paid_on=2026-01-01 amount=0.01
          = 近一年涉农补贴合计3,000.01元，超过提示线3,000元，共2笔，请按当地清单核算是否计入收入。
        - 正好
          farm_subsidy_card id_no=父 item=land paid_on=2025-06-16 amount=3000.00
        - 三百六十五天前发的不算
          farm_subsidy_card id_no=父 item=land paid_on=2025-06-15 amount=9000.00
        V56 由财政发工资
        + 今天离职 → 1.00 0.00 试验镇中心小学
          public_payroll id_no=父 unit=试验镇中心小学 ended_on=2026-06-15
          = 登记在1个单位任职并由财政发工资，其中一个是试验镇中心小学；工资计入收入，并按近亲属备案的规定核实。
        - 昨天离职
          public_payroll id_no=父 unit=试验镇中心小学 ended_on=2026-06-14
        V57 土地流转收入高于申报
        + 去年多一分 → 12000.01 12000.00
          land_contract head_id=父 year=2025 annual_rent=12000.01
          = 上一年土地流转收入12,000.01元，高于申报的年收入12,000元。
        - 正好
          land_contract head_id=父 year=2025 annual_rent=12000.00
        - 前年的不算
          land_contract head_id=父 year=2024 annual_rent=99999.00
        V60 林草补偿和护林员报酬高于申报
        + 去年多一分 → 12000.01 12000.00
          forest_compensation id_no=父 kind=ranger year=2025 amount=12000.00
          forest_compensation id_no=父 kind=compensation year=2025 amount=0.01
          = 上一年林草补偿和护林员报酬合计12,000.01元，高于申报的年收入12,000元。
        - 正好
          forest_compensation id_no=父 kind=ranger year=2025 amount=12000.00
        V62 有营运车辆或营运许可
        + 一辆出租车 → 1.00 0.00 试A10001
          operating_vehicle id_no=父 plate_no=试A10001 permit_type=taxi
          = 登记有1项有效的营运许可，其中一项的车牌是试A10001，请核算经营收入。
        + 网约车许可今天到期，没有车牌 → 1.00 0.00
          operating_vehicle id_no=父 permit_type=online valid_to=2026-06-15
          = 登记有1项有效的营运许可，请核算经营收入。
        - 只有从业资格
          operating_vehicle id_no=父 permit_type=qualification
        - 许可昨天到期
          operating_vehicle id_no=父 plate_no=试A10001 permit_type=freight valid_to=2026-06-14
        V66 残疾人就业收入高于申报
        + 多一分 → 1200.01 1200.00 2026-05
          disabled_employment id_no=父 kind=wage month=2026-05 amount=1200.01
          = 2026年5月的就业收入为1,200.01元，高于申报收入加容差后的1,200元；请按规定扣减后计入。
        - 正好
          disabled_employment id_no=父 kind=wage month=2026-05 amount=1200.00
        - 就业补贴不是工资
          disabled_employment id_no=父 kind=employment month=2026-05 amount=9999.00
        V72 判决应得的扶养费高于申报
        + 多一分 → 1000.01 1000.00
          court_record id_no=父 kind=maintenanceDue monthly_amount=1000.01
          = 判决应得的扶养费每月合计1,000.01元，高于申报收入1,000元，请核实是否实际取得。
        + 孩子的抚养费 → 500.00 0.00
          court_record id_no=子 kind=maintenanceDue monthly_amount=500.00
          = 判决应得的扶养费每月合计500元，没有申报收入，请核实是否实际取得。
        - 正好
          court_record id_no=父 kind=maintenanceDue monthly_amount=1000.00
        - 自己应付的不是收入
          court_record id_no=父 kind=maintenanceOwed monthly_amount=9999.00
        V80 持有烟草零售许可证
        + 今天到期 → 1.00 0.00
          tobacco_licence id_no=父 valid_to=2026-06-15
          = 持有1张有效的烟草零售许可证，请核实店铺经营收入。
        - 昨天到期
          tobacco_licence id_no=父 valid_to=2026-06-14
        - 停业
          tobacco_licence id_no=父 status=suspended
        """
}
