import Hummingbird
import Primitives
import WebSupport

/// Pages that look like the real ones, for the audit and for looking at.
enum SamplePages {
    static let problem: Fields = [
        "title": "找不到这个页面", "body": "网址可能输错了。", "advice": "请回到首页重新找。", "home": "/", "code": 404,
        "requestID": "5f2c",
    ]

    static let citizenFrame = CitizenFrame(
        title: "社会救助", placeName: "王惠理村 · 社会救助", placeDetail: "惠民县孙武街道 · 您扫的是本村救助码",
        backAddress: "/", helpPhone: "05435340000")

    static let staffFrame = StaffFrame(
        title: "待审核申请", areaName: "惠民县", breadcrumbs: [Link("工作", "/staff"), Link("待审核", "/staff/cases")],
        navigation: [
            .init(
                "工作",
                [
                    Link("工作台", "/staff", count: 12), Link("待审核", "/staff/cases", count: 37, isCurrent: true),
                    Link("超期督办", "/staff/late", count: 4, isUrgent: true), Link("待核对", "/staff/checks", count: 9),
                    Link("预警核实", "/staff/alerts", count: 21),
                ]),
            .init("对象", [Link("家庭档案", "/staff/families"), Link("在享对象", "/staff/recipients")]),
            .init("资金", [Link("发放批次", "/staff/batches"), Link("公示管理", "/staff/notices")]),
        ], personName: "王超", postName: "县级审核", todo: Link("待办", "/staff/todo", count: 12))

    static func form(_ site: Site, _ context: BackstopContext, state: FormState) -> FormView {
        site.form(
            context, action: "/apply/1", submit: context.t("button.continue"), state: state,
            [
                .text("name", label: "姓名", hint: "和身份证上一样"), .phone("phone", label: "手机号"),
                .dateParts("birth", label: "出生日期", hint: "例如 1956 年 3 月 12 日"),
                .number("income", label: "上个月家里一共收入多少", isOptional: true, unit: "元", hasDecimals: true),
                .radios(
                    "work", label: "您现在能干活吗？",
                    [
                        .init("yes", "能"), .init("part", "能干一点", hint: "例如只能在家门口帮忙"), .init("no", "不能"),
                        .init("unknown", "不知道"),
                    ]),
                .checkboxes("illness", label: "家里有人生病吗？", [.init("long", "长期吃药", hint: "一年以上"), .init("bed", "卧床")]),
                .select("kind", label: "证件类型", [.init("id", "身份证"), .init("book", "户口本")]),
                .textarea("story", label: "家里的难处", isOptional: true), .photo("photo", label: "身份证照片", hint: "四个角都拍进去"),
                .hidden("step"),
            ])
    }

    static var problemState: FormState {
        var values = FormValues([("name", "赵小龙"), ("work", "part"), ("illness", "long"), ("kind", "id"), ("step", "2")])
        values.set("birth-month", "13")
        return FormState(
            values: values,
            problems: [
                FieldProblem(field: "birth", message: "“出生日期”的日期不对，请检查年、月、日"),
                FieldProblem(field: "phone", message: "“手机号”请填 11 位手机号"),
            ])
    }

    static func everyProblem(_ site: Site, _ context: BackstopContext) -> FormState {
        let names = ["name", "phone", "birth", "income", "work", "illness", "kind", "story", "photo"]
        return FormState(values: problemState.values, problems: names.map { FieldProblem(field: $0, message: "请填写") })
    }

    static let steps: [TimelineStep] = [
        TimelineStep("提交申请", when: "2026年3月2日", .done), TimelineStep("受理", when: "2026年3月4日", .done),
        TimelineStep("入户调查", when: "2026年3月18日前", detail: "两名工作人员会到您家。", .current),
        TimelineStep("审核公示", .later), TimelineStep("核对授权", detail: "等家人签字", .stopped),
    ]

    static let rows: [SummaryRow] = [
        SummaryRow("申请人", "赵小龙", changeAddress: "/apply/1/name"),
        SummaryRow("家庭人口", "3 人", changeAddress: "/apply/1/family", tag: StatusTag("已核对", .ok)),
    ]

    static let differences: [DifferenceRow] = [
        DifferenceRow(
            "银行存款", declared: "800.00 元", found: "12,650.32 元", source: "银行 3月10日", tag: StatusTag("有疑点", .bad)),
        DifferenceRow("机动车", declared: "无", found: "无", source: "交警 3月9日", tag: StatusTag("一致", .ok)),
        DifferenceRow("公积金", declared: "无", found: "尚未反馈", tag: StatusTag("未反馈", .warn)),
    ]

    /// One sample for all the parts that pages of this room include.
    static func everything(_ site: Site, _ context: BackstopContext) -> Fields {
        ["rows": rows, "steps": steps, "differences": differences, "form": form(site, context, state: problemState)]
    }

    static func pager(_ context: BackstopContext) -> Pager {
        let query = FormValues([("page", "2"), ("item", "低保")])
        return Pager(total: 37, pageSize: 10, query: query, address: PageAddress("/staff/cases", query), context)
    }

    static let sortHeader = SortHeader(
        "剩余时限", column: "due", query: FormValues([("sort", "due")]), address: PageAddress("/staff/cases"))

    static let shells: [(String, any PageFrame)] = [
        ("layout-citizen", citizenFrame), ("layout-staff", staffFrame),
        ("layout-print", PrintFrame(title: "受理通知书", issuer: "惠民县民政局", documentNumber: "惠民救〔2026〕12号")),
        ("layout-plain", PlainFrame(title: "登录")),
    ]
}

/// One row of the sample queue.
struct QueueRow: ViewModel {
    let number: String
    let name: String
    let people: Int
    let item: String
    let place: String
    let income: String
    let tag: StatusTag
    let deadline: DeadlineView

    static let fields: ViewFields<QueueRow> = [
        "number": \.number, "name": \.name, "people": \.people, "item": \.item, "place": \.place,
        "income": \.income, "tag": \.tag, "deadline": \.deadline,
    ]

    static func all(_ formats: Formats) throws -> [QueueRow] {
        let day = try CivilDate(year: 2026, month: 3, day: 12)
        let rows: [(String, String, Int, String, String, Int64, StatusTag, Int)] = [
            ("3716-2026-000412", "赵*龙", 3, "最低生活保障", "孙武街道 / 王惠理村", 41_250, StatusTag("一致", .ok), -2),
            ("3716-2026-000415", "李*英", 1, "特困供养", "石庙镇 / 前刘村", 0, StatusTag("未反馈", .warn), -1),
            ("3716-2026-000418", "张*", 4, "刚性支出困难", "孙武街道 / 西关社区", 98_620, StatusTag("有疑点", .bad), 0),
            ("3716-2026-000421", "王*芳", 2, "临时救助", "桑落墅镇 / 大杨村", 65_500, StatusTag("一致", .ok), 3),
            ("3716-2026-000430", "陈*华", 3, "最低生活保障", "李庄镇 / 团结社区", 53_010, StatusTag("待发起", .neutral), 4),
        ]
        return rows.map { row in
            QueueRow(
                number: row.0, name: row.1, people: row.2, item: row.3, place: row.4,
                income: Money(fen: row.5).grouped, tag: row.6,
                deadline: formats.deadline(day.adding(days: row.7), workingDaysLeft: row.7))
        }
    }
}
