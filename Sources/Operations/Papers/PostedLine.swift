import Casework
import Primitives
import Storage

/// A household as a long-term board takes it: its line, or why it has none.
///
/// A household that the law keeps off the wall has neither: nothing is to be done about it.
struct PostedLine {
    /// The household as it may hang; nil when it may not, or its name cannot be shown.
    let household: PostedHousehold?
    /// Who is missing from the board, why, and what to do, in Chinese.
    let problems: [String]

    /// Judges a household; `names` says whether the board names adults beside the applicant.
    init(_ helped: HelpedHousehold, names: Bool, on today: CivilDate) {
        let which = "证号\(helped.certificate)"
        guard let head = helped.members.first else {
            (household, problems) = (nil, ["\(which)：待遇下没有登记成员，没有列上。请先在家庭档案里补齐成员。"])
            return
        }
        let exemption = NoticeExemption.of(
            program: helped.program, applicantIsMinor: head.birthDate.fullYears(until: today) < 18,
            hasOrphan: helped.recognised.contains(.orphan),
            hasUnattendedChild: helped.recognised.contains(.unattendedChild))
        guard exemption == nil else {
            (household, problems) = (nil, [])
            return
        }
        guard let name = PublicText(head.name) else {
            let what = "\(which)（户主\(Masking.name(head.name))）：姓名里有数字或符号，不能上墙，这一户没有列上。\(Self.advice)"
            (household, problems) = (nil, [what])
            return
        }
        let adults = helped.members.dropFirst().filter { $0.birthDate.fullYears(until: today) >= 18 }
        problems =
            names
            ? adults.filter { PublicText($0.name) == nil }.map {
                "\(which)（户主\(Masking.name(head.name))）：成员\(Masking.name($0.name))的姓名里有数字或符号，没有列上。\(Self.advice)"
            } : []
        household = PostedHousehold(
            applicant: name, adults: adults.compactMap { PublicText($0.name) }, headCount: helped.members.count,
            amount: helped.amount, income: nil, program: helped.program, exemption: nil)
    }

    private static let advice = "请核对户口登记，在家庭档案里更正姓名；更正后下一个工作日自动重新拟稿。"

    /// Why no board of a village can be made at all.
    static func blocked(_ village: String, _ township: String, hotline: String) -> [String] {
        [
            PublicText(village) == nil ? "村（社区）名称“\(village)”含有数字或符号，不能上墙，这张榜没有拟成。请系统管理员核对区划名称。" : nil,
            PublicText(PaperIssuer.body(of: township)) == nil
                ? "盖章单位“\(township)”的名称含有数字或符号，不能上墙，这张榜没有拟成。请系统管理员核对区划名称。" : nil,
            Hotline(hotline) == nil ? "监督电话“\(hotline)”不是可以公开的固定电话或热线，这张榜没有拟成。请系统管理员改正监督电话。" : nil,
        ].compactMap(\.self)
    }
}
