import Primitives

extension HealthCondition {
    /// Health as documents write it.
    package var chinese: String {
        switch self {
        case .healthy: "健康"
        case .chronicIllness: "慢性病"
        case .seriousIllness: "重病"
        case .unknown: "不清楚"
        }
    }
}

extension Employment {
    /// Work as documents write it.
    package var chinese: String {
        switch self {
        case .employed: "上班"
        case .casualWork: "打零工"
        case .farming: "务农"
        case .selfEmployed: "做小生意"
        case .unemployed: "没有工作"
        case .retired: "退休"
        case .student: "上学"
        case .underAge: "未成年"
        case .unable: "不能劳动"
        }
    }
}

extension DeclaredAmount {
    /// The sum with its period; what is not known is said.
    package var chinese: String {
        switch self {
        case .monthly(let money): "每月\(money.grouped)元"
        case .yearly(let money): "每年\(money.grouped)元"
        case .once(let money): "\(money.grouped)元"
        case .unknown: "不清楚"
        }
    }
}
