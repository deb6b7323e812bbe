package import Casework
package import Primitives
import Sealing

/// A staff member of the demo, with everything needed to sign in: never made in a real store.
package struct DemoPersona: Hashable, Sendable {
    /// What is typed to sign in.
    package let login: String
    /// The person's invented name, which no other persona has.
    package internal(set) var name = ""
    /// The post's role.
    package let role: Role
    /// The post's region.
    package let region: RegionCode
    /// The names of the region, from the county down.
    package let place: String
    /// What to try in this role, a sentence.
    package let hint: String

    /// The one password of all personas.
    package static let password = "Backstop-demo-2026"
    /// The persona's password.
    package var password: String { Self.password }
    /// The second factor's secret, fixed for each login.
    package var secret: [UInt8] { Array(Digest.sha256(Array("backstop demo \(login)".utf8)).prefix(20)) }
    /// The secret as an authenticator takes it.
    package var secretText: String { TimeBasedCode(secret: secret).base32 }
    /// The six digits of the second factor at an instant of the system clock.
    package func code(at instant: Instant) -> String {
        TimeBasedCode(secret: secret).code(step: TimeBasedCode.step(at: instant))
    }
}

/// A citizen of the demo, who signs in with a phone that nobody has.
package struct DemoCitizen: Hashable, Sendable {
    /// The phone; the demo shows its code on the page.
    package let phone: String
    /// The applicant's name.
    package let name: String
    /// What has befallen the family.
    package let story: DemoStory
    /// Where the application stands, nil while it is a draft.
    package let state: CaseState?
    /// What the person will see, a sentence.
    package let hint: String
}

/// A township of the demo where people apply, and its office.
struct DemoOffice: Sendable {
    let county: RegionRowName
    let township: RegionRowName
    let villages: [RegionRowName]
    /// What follows the role in the logins of its staff; empty for the main office.
    let suffix: String
    /// Whether its reviewers also confirm.
    let isDelegated: Bool
}

/// A region with its name.
struct RegionRowName: Hashable, Sendable {
    let code: RegionCode
    let name: String
}

extension DemoOffice {
    private var place: String { county.name + township.name }

    /// The office's own staff: clerk and reviewers, and in the main office those of one village.
    var personas: [DemoPersona] {
        var found = [
            persona("clerk", .townshipClerk, "看待办队列：受理、补正、入户、张榜都在这里。"),
            persona("reviewer", .townshipReviewer, "看核对报告和测算说明，签初审意见，答复公示异议。"),
        ]
        if suffix.isEmpty || isDelegated {
            found.append(persona("reviewer-b", .townshipReviewer, "第二位审核：签过初审意见的人不能再确认。"))
        }
        if suffix.isEmpty, let village = villages.first {
            found.append(persona("grid", .gridWorker, "带手机入户，记录看到的情况。", at: village))
            found.append(persona("aide", .aide, "替不会用手机的人填申请（代办）。", at: village))
        }
        return found
    }

    private func persona(
        _ login: String, _ role: Role, _ hint: String, at village: RegionRowName? = nil
    ) -> DemoPersona {
        DemoPersona(
            login: login + suffix, role: role, region: village?.code ?? township.code,
            place: place + (village?.name ?? ""), hint: hint)
    }
}

/// The personas above the townships.
enum DemoCountyStaff {
    /// The reviewer of a county; the main county has everybody who handles money as well.
    static func personas(of county: RegionRowName, isMain: Bool) -> [DemoPersona] {
        func persona(_ login: String, _ role: Role, _ hint: String) -> DemoPersona {
            DemoPersona(
                login: login, role: role, region: county.code, place: county.name, hint: hint)
        }
        guard isMain else {
            return [
                persona("county-\(county.code.text)", .countyReviewer, "另一个县的审核确认，看不到别县的案件。"),
                persona("county-b-\(county.code.text)", .countyReviewer, "另一个县的入户核查。"),
            ]
        }
        return [
            persona("county", .countyReviewer, "审核确认、退回、抽查入户；不予确认要写明理由。"),
            persona("county-b", .countyReviewer, "县级入户核查：谁入过户，谁就不能再确认。"),
            persona("centre", .verificationOfficer, "核对中心：看哪些来源没有答复，重新核对。"),
            persona("payer", .payer, "编制本月名册，生成银行文件，读取回盘。"),
            persona("checker", .payChecker, "复核名册：编制的人不能自己复核。"),
            persona("finance", .financeOfficer, "审批用款申请。"),
        ]
    }

    /// Those who see the whole city.
    static func personas(of city: RegionRowName) -> [DemoPersona] {
        func persona(_ login: String, _ role: Role, _ hint: String) -> DemoPersona {
            DemoPersona(
                login: login, role: role, region: city.code, place: city.name, hint: hint)
        }
        return [
            persona("leader", .leader, "看大屏：每个数字都能点开名单。"),
            persona("auditor", .auditor, "看谁查了谁、谁批了什么，核验日志链。"),
            persona("admin", .administrator, "管理人员和岗位，不能办案。"),
        ]
    }
}

/// Invented names of staff: the same for a region and number on every run.
enum DemoNames {
    private static let surnames = Array("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨")
    private static let helperSurnames = Array("朱秦尤许何吕施张孔曹严华金魏陶姜")
    private static let given = ["明远", "晓岚", "立群", "思齐", "文博", "雅琴", "建平", "海燕", "志刚", "玉洁", "振华"]

    /// The name of a persona by its place in the list; no two of the first 176 are the same.
    static func persona(_ index: Int) -> String {
        let (count, others) = (surnames.count, given.count)
        return String(surnames[index * 5 % count]) + given[(index * 3 + index / count) % others]
    }

    /// The name of a helper in a village, who is none of the personas.
    static func helper(_ region: RegionCode, _ number: Int) -> String {
        let seed = region.text.utf8.reduce(number * 37) { $0 * 31 % 9973 + Int($1) }
        return String(helperSurnames[seed % helperSurnames.count]) + given[(seed / 7 + number) % given.count]
    }
}
