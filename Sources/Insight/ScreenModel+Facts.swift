import Primitives

/// The lists that numbers of the screen open; the console names its own paths.
package struct ScreenLinks: Hashable, Sendable {
    package let families: String
    package let cases: String
    package let payments: String
    package let verification: String

    /// Paths without a query; the screen adds the filter of each number.
    package init(families: String, cases: String, payments: String, verification: String) {
        self.families = families
        self.cases = cases
        self.payments = payments
        self.verification = verification
    }
}

/// Who looks at a screen: counts of one to four are kept from the public, not from the staff whose cases they are.
package enum ScreenAudience: Hashable, Sendable {
    case everybody
    case staff

    func shown(_ count: Int) -> ShownCount { self == .staff ? .exact(count) : SmallCounts.suppress(count) }

    func shown(_ counts: [Int]) -> SmallCounts.Group {
        guard self == .staff else { return SmallCounts.suppress(counts) }
        return SmallCounts.Group(cells: counts.map { .exact($0) }, total: .exact(counts.reduce(0, +)))
    }
}

extension ScreenModel {
    /// Makes the screen of facts, suppressing what is small unless staff look at it.
    ///
    /// Without `links` no number opens a list: for those who may see the numbers and not the families behind them.
    package init(_ facts: ScreenFacts, links: ScreenLinks?, for audience: ScreenAudience = .everybody) {
        scope = facts.scope
        moment = facts.moment
        month = facts.month
        totals = ScreenModel.totals(facts, links, audience)
        let month = facts.month.text
        payment = ScreenAmount(
            key: "paidAmount", labels: ScreenLabels(zh: "本月发放金额", en: "Paid this month"),
            amount: audience.shown(facts.paidFamilies) == .fewerThanFive ? nil : facts.paidAmount,
            definition: "\(facts.month.chineseText)银行回盘成功的金额合计，不含退回和追回。",
            link: links.map { "\($0.payments)?month=\(month)" })
        programs = ScreenModel.group(
            "programs", ScreenLabels(zh: "救助项目", en: "Programs"), "按家庭所在项目统计户数；监测、边缘家庭不是在保。",
            facts.programs, links?.families, audience, filter: "program")
        ages = ScreenModel.group(
            "ages", ScreenLabels(zh: "年龄结构", en: "Ages"), "在保人员按当日周岁分组。",
            AgeBand.allCases.map { .init(code: $0.rawValue, labels: $0.labels, count: facts.ages[$0] ?? 0) },
            links.map { "\($0.families)?by=person" }, audience, filter: "age")
        let months = (0..<12).map { facts.month.adding(months: $0 - 11) }
        applicants = ScreenModel.group(
            "applicants", ScreenLabels(zh: "申请情况", en: "Applications"), "近12个月每月提交的申请件数，含后来撤回的。",
            months.map {
                .init(
                    code: $0.text, labels: ScreenLabels(zh: $0.chineseText, en: $0.text),
                    count: facts.applicants[$0] ?? 0)
            }, links?.cases, audience, filter: "filed")
        counties = ScreenModel.group(
            "counties", ScreenLabels(zh: "各县（市、区）", en: "Counties"), "在保人员按家庭档案所在县（市、区）统计。",
            facts.counties, links.map { "\($0.families)?by=person" }, audience, filter: "region")
        verification = facts.verification.map { source in
            ScreenModel.group(
                "verification.\(source.code)", source.labels,
                "核对的人员按该部门答复情况统计；未答复不等于没有。",
                VerificationOutcome.allCases.map {
                    .init(code: $0.rawValue, labels: $0.labels, count: source.outcomes[$0] ?? 0)
                }, links.map { "\($0.verification)/\(source.code)" }, audience, filter: "outcome")
        }
    }

    private static func totals(
        _ facts: ScreenFacts, _ links: ScreenLinks?, _ audience: ScreenAudience
    ) -> [ScreenFigure] {
        let month = facts.month
        func figure(
            _ key: String, _ zh: String, _ en: String, _ count: Int, _ definition: String, _ link: String?
        ) -> ScreenFigure {
            ScreenFigure(
                key: key, labels: ScreenLabels(zh: zh, en: en), count: audience.shown(count),
                definition: definition, link: link)
        }
        return [
            figure(
                "families", "在保户数", "Families", facts.families, "当前有有效待遇的家庭数，一户只计一次。",
                links.map { "\($0.families)?benefit=yes" }),
            figure(
                "persons", "在保人数", "Persons", facts.persons, "当前有有效待遇的人数，一人只计一次。",
                links.map { "\($0.families)?by=person" }),
            figure(
                "openCases", "在办申请", "Open cases", facts.openCases, "已提交、尚未办结的申请件数。",
                links.map { "\($0.cases)?state=open" }),
            figure(
                "overdueCases", "超期", "Overdue", facts.overdueCases, "在办申请中当前一步已过期限的件数。",
                links.map { "\($0.cases)?state=overdue" }),
            figure(
                "paidFamilies", "本月发放户数", "Families paid", facts.paidFamilies,
                "\(month.chineseText)银行回盘成功的户数。", links.map { "\($0.payments)?month=\(month.text)" }),
        ]
    }

    private static func group(
        _ key: String, _ labels: ScreenLabels, _ definition: String, _ counts: [ScreenFacts.Count], _ link: String?,
        _ audience: ScreenAudience, filter: String
    ) -> ScreenGroup {
        let shown = audience.shown(counts.map(\.count))
        let figures = zip(counts, shown.cells).map { count, cell in
            ScreenFigure(
                key: "\(key).\(count.code)", labels: count.labels, count: cell, definition: definition,
                link: link.map { "\($0)\($0.contains("?") ? "&" : "?")\(filter)=\(escaped(count.code))" })
        }
        return ScreenGroup(
            key: key, labels: labels, definition: definition, total: shown.total, figures: figures, link: link)
    }

    /// A code as it stands in a query: letters, digits, `-`, `.` and `_` as they are, every other byte in percents.
    private static func escaped(_ code: String) -> String {
        code.utf8.reduce(into: "") { text, byte in
            let plain =
                UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
                || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte || [0x2D, 0x2E, 0x5F].contains(byte)
            let hex = String(byte, radix: 16, uppercase: true)
            text += plain ? String(UnicodeScalar(byte)) : "%" + (hex.utf8.count == 1 ? "0" : "") + hex
        }
    }
}
